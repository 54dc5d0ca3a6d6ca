// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds where in a document things stand. */
final class Places {
    private static final String AGAIN = " and line ";

    private Places() {}

    /** The places of elements by their ids, and of cluster options by their names. */
    static SortedMap<String, String> of(XmlElement root) {
        SortedMap<String, String> places = new TreeMap<>();
        root.child("configuration").ifPresent(configuration -> collect(configuration, places));
        return Collections.unmodifiableSortedMap(places);
    }

    /** The first of several is the one, and the line of the next is the mistake to be told. */
    private static void collect(XmlElement element, SortedMap<String, String> places) {
        boolean mention = element.name().equals("resource_ref") || element.name().equals("obj_ref");
        if (!mention) {
            element.attribute("id").ifPresent(id -> places.merge(id, element.place(),
                    (first, next) -> first.contains(AGAIN)
                            ? first
                            : first + AGAIN + element.line() + ":"));
        }
        if (element.name().equals("cluster_property_set")) {
            element.children("nvpair").forEach(pair -> pair.attribute("name")
                    .ifPresent(name -> places.putIfAbsent(name, pair.place())));
        }
        element.children().forEach(child -> collect(child, places));
    }
}
