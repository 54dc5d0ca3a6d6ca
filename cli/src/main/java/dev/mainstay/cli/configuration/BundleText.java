// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.proto.v1.ConfigurationProto.Bundle;
import dev.mainstay.proto.v1.ConfigurationProto.Bundle.Mapping;
import java.util.Map;
import java.util.TreeMap;

/** A bundle's containers, network and folders in words. */
final class BundleText {

    private BundleText() {}

    static void append(StringBuilder text, String indent, Bundle bundle) {
        line(text, indent, "container " + bundle.getContainer().getTechnology(),
                bundle.getContainer().getOptionsMap());
        if (bundle.getNetwork().getOptionsCount() > 0) {
            line(text, indent, "network", bundle.getNetwork().getOptionsMap());
        }
        for (Mapping port : bundle.getNetwork().getPortsList()) {
            line(text, indent, "port-map", withId(port));
        }
        for (Mapping folder : bundle.getStorage().getMappingsList()) {
            line(text, indent, "storage-map", withId(folder));
        }
    }

    private static Map<String, String> withId(Mapping mapping) {
        Map<String, String> values = new TreeMap<>(mapping.getOptionsMap());
        values.put("id", mapping.getId());
        return values;
    }

    private static void line(
            StringBuilder text, String indent, String title, Map<String, String> values) {
        text.append(indent).append(title);
        new TreeMap<>(values).forEach(
                (name, value) -> ResourceText.assignment(text, name, value));
        text.append('\n');
    }
}
