// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Configuration;
import java.util.List;
import java.util.SortedMap;

/**
 * What of a CIB document becomes configuration.
 *
 * @param notKept one line for each thing of the document that has no place here, in its order
 * @param places where in the document the element with an id, or a cluster option, stands
 */
public record ImportedCib(
        Configuration configuration, List<String> notKept, SortedMap<String, String> places) {
    public ImportedCib {
        notKept = List.copyOf(notKept);
    }
}
