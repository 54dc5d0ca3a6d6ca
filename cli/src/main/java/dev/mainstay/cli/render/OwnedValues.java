// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import java.util.Map;
import java.util.SequencedMap;

/** Named values of several owners, such as the attributes of nodes: a line for each value. */
public record OwnedValues(SequencedMap<String, Map<String, String>> owners) {

    public void show(Output output) {
        TextTable table = new TextTable();
        owners.forEach((owner, values) -> values.forEach(
                (name, value) -> table.row(owner, name, value)));
        output.tree(owners, palette -> table.format(""));
    }
}
