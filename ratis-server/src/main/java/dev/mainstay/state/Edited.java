// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;

/** What came of editing a configuration. */
public sealed interface Edited {

    record Done(Configuration configuration) implements Edited {}

    record Refused(Rejection rejection) implements Edited {}
}
