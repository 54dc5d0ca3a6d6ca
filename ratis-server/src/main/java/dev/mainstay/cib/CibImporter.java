// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Reads a CIB document for good: only what is configuration, with an account of what is not kept.
 */
public final class CibImporter {
    /** So many mistakes are told at once; they travel in a header of limited size. */
    private static final int TOLD = 10;

    private CibImporter() {}

    /**
     * Reads a document.
     *
     * @throws CibFormatException if it is not XML or not a CIB, or something in it cannot be
     *         understood; the message names the lines
     */
    public static ImportedCib read(InputStream document) throws CibFormatException, IOException {
        List<String> notKept = new ArrayList<>();
        XmlElement root = XmlParser.parse(document, notKept::add);
        CibReader.checkRoot(root);
        SortedMap<String, String> attributes = RootAttributes.kept(root.attributes());
        Mistakes mistakes = new Mistakes();
        Configuration configuration = new ConfigurationReader(mistakes)
                .read(new XmlElement(root.name(), attributes, root.children(), root.line()));
        refuse(mistakes.texts());
        StatusRemarks.of(root).forEach(notKept::add);
        XmlElement again = MissingIds.completed(CibWriter.element(configuration));
        notKept.addAll(new Losses().between(root, again));
        return new ImportedCib(configuration, notKept, Places.of(root));
    }

    private static void refuse(List<String> mistakes) throws CibFormatException {
        if (!mistakes.isEmpty()) {
            int more = mistakes.size() - TOLD;
            throw new CibFormatException(mistakes.stream().limit(TOLD)
                    .collect(Collectors.joining("\n"))
                    + (more > 0 ? "\nand " + more + " more mistakes" : ""));
        }
    }
}
