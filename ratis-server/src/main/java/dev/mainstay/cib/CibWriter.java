// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;

/**
 * Writes a configuration as a Pacemaker CIB document, with an empty status or a running cluster's.
 * Reading what was written gives an equal configuration.
 */
public final class CibWriter {
    private CibWriter() {}

    /**
     * Exactly what the configuration says: elements without an id stay so, and the root has the
     * document's attributes only.
     *
     * @throws CibFormatException if a value has no form in XML; the message names its element
     */
    public static String write(Configuration configuration) throws CibFormatException {
        return XmlText.document(element(configuration));
    }

    /**
     * A document that Pacemaker's schemas accept: every element has an id, and the root tells the
     * schema and the configuration's age.
     *
     * @param revision becomes the CIB's epoch
     * @throws CibFormatException if a value has no form in XML; the message names its element
     */
    public static String export(Configuration configuration, long revision)
            throws CibFormatException {
        XmlElement root = MissingIds.completed(element(configuration));
        return XmlText.document(new XmlElement(root.name(),
                RootAttributes.exported(root.attributes(), revision), root.children(),
                XmlElement.MADE));
    }

    /**
     * The CIB of a running cluster: what {@link #export} gives, and the status.
     *
     * @param revision becomes the CIB's epoch
     * @throws CibFormatException if a value has no form in XML; the message names its element
     */
    public static XmlElement live(Configuration configuration, ClusterStatus status,
            long revision) throws CibFormatException {
        return MissingIds.completed(new XmlBuilder("cib")
                .withAll(RootAttributes.exported(configuration.documentAttributes(), revision))
                .with("have-quorum", status.quorate() ? "1" : "0")
                .with("dc-uuid", status.designatedController().map(NodeId::value))
                .child(ConfigurationWriter.configuration(configuration))
                .child(StatusWriter.status(status))
                .build());
    }

    static XmlElement element(Configuration configuration) throws CibFormatException {
        return new XmlBuilder("cib")
                .withAll(configuration.documentAttributes())
                .child(ConfigurationWriter.configuration(configuration))
                .child(new XmlBuilder("status").build())
                .build();
    }
}
