// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a CIB document for good: only what is configuration, with an account of what is not kept.
 */
public final class CibImporter {
    private CibImporter() {}

    /**
     * Reads a document.
     *
     * @throws CibFormatException if it is not XML or not a CIB; the message names the line
     */
    public static ImportedCib read(InputStream document) throws CibFormatException, IOException {
        List<String> notKept = new ArrayList<>();
        XmlElement root = XmlParser.parse(document, notKept::add);
        CibReader.checkRoot(root);
        SortedMap<String, String> attributes = RootAttributes.kept(root.attributes());
        Configuration configuration = new ConfigurationReader()
                .read(new XmlElement(root.name(), attributes, root.children(), root.line()));
        StatusRemarks.of(root).forEach(notKept::add);
        XmlElement again = MissingIds.completed(CibWriter.element(configuration));
        notKept.addAll(new Losses().between(root, again));
        return new ImportedCib(configuration, notKept, places(root));
    }

    private static SortedMap<String, String> places(XmlElement root) {
        SortedMap<String, String> places = new TreeMap<>();
        root.child("configuration").ifPresent(configuration -> collect(configuration, places));
        return Collections.unmodifiableSortedMap(places);
    }

    /** The first of several is the one: a second with the same id is the mistake to be told. */
    private static void collect(XmlElement element, SortedMap<String, String> places) {
        boolean mention = element.name().equals("resource_ref") || element.name().equals("obj_ref");
        if (!mention) {
            element.attribute("id").ifPresent(id -> places.putIfAbsent(id, element.place()));
        }
        if (element.name().equals("cluster_property_set")) {
            element.children("nvpair").forEach(pair -> pair.attribute("name")
                    .ifPresent(name -> places.putIfAbsent(name, pair.place())));
        }
        element.children().forEach(child -> collect(child, places));
    }
}
