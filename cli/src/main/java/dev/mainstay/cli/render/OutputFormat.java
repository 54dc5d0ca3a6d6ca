// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

/** The forms of each verb's answer. The names are what the user types. */
public enum OutputFormat {
    text,
    json,
    yaml
}
