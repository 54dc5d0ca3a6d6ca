// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Alert;
import dev.mainstay.proto.v1.ConfigurationProto.Alert.Recipient;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import java.util.List;
import java.util.Map;

/** Programs that are told of events, and their recipients. */
public final class Alerts {

    private static final String KNOWN = "'mainstay alert config' shows those there are.";
    private static final String META = "-meta_attributes";
    private static final String OPTIONS = "-instance_attributes";

    private Alerts() {}

    /** @throws CommandFailure where there is none */
    public static Alert get(Configuration configuration, String id) {
        return configuration.getAlertsList().stream()
                .filter(alert -> alert.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused("There is no alert '" + id + "'.",
                        KNOWN));
    }

    /**
     * The alert that a recipient belongs to.
     *
     * @throws CommandFailure where there is no such recipient
     */
    public static Alert ofRecipient(Configuration configuration, String recipient) {
        return configuration.getAlertsList().stream()
                .filter(alert -> alert.getRecipientsList().stream()
                        .anyMatch(known -> known.getId().equals(recipient)))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "There is no recipient '" + recipient + "'.", KNOWN));
    }

    /** The recipient of an alert that has it. */
    public static Recipient recipient(Alert alert, String id) {
        return alert.getRecipientsList().stream()
                .filter(known -> known.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "There is no recipient '" + id + "'.", KNOWN));
    }

    /** Refuses a recipient that the alert tells already. */
    public static void refuseTwice(Alert alert, String id, String value) {
        alert.getRecipientsList().stream()
                .filter(known -> known.getValue().equals(value) && !known.getId().equals(id))
                .findFirst()
                .ifPresent(known -> {
                    throw CommandFailure.refused("The alert '" + alert.getId() + "' tells '"
                            + value + "' already, as recipient '" + known.getId() + "'.",
                            "To tell it twice: --force");
                });
    }

    /** The alert with options changed; empty values remove them. */
    public static Alert with(
            Alert alert, Map<String, String> options, Map<String, String> meta, ElementIds ids) {
        Alert.Builder changed = alert.toBuilder();
        if (!options.isEmpty()) {
            changed.clearInstanceAttributes().addAllInstanceAttributes(AttributeSets.with(
                    alert.getInstanceAttributesList(), ids.claim(alert.getId() + OPTIONS),
                    options));
        }
        if (!meta.isEmpty()) {
            changed.clearMetaAttributes().addAllMetaAttributes(AttributeSets.with(
                    alert.getMetaAttributesList(), ids.claim(alert.getId() + META), meta));
        }
        return changed.build();
    }

    /** The recipient with options changed; empty values remove them. */
    public static Recipient with(
            Recipient recipient,
            Map<String, String> options,
            Map<String, String> meta,
            ElementIds ids) {
        Recipient.Builder changed = recipient.toBuilder();
        if (!options.isEmpty()) {
            changed.clearInstanceAttributes().addAllInstanceAttributes(AttributeSets.with(
                    recipient.getInstanceAttributesList(),
                    ids.claim(recipient.getId() + OPTIONS), options));
        }
        if (!meta.isEmpty()) {
            changed.clearMetaAttributes().addAllMetaAttributes(AttributeSets.with(
                    recipient.getMetaAttributesList(), ids.claim(recipient.getId() + META),
                    meta));
        }
        return changed.build();
    }

    /** The alert with a recipient put in place of the one with its id, or after all others. */
    public static Alert with(Alert alert, Recipient recipient) {
        List<String> known = alert.getRecipientsList().stream().map(Recipient::getId).toList();
        int at = known.indexOf(recipient.getId());
        return at < 0
                ? alert.toBuilder().addRecipients(recipient).build()
                : alert.toBuilder().setRecipients(at, recipient).build();
    }

    /** The alert without some recipients. */
    public static Alert without(Alert alert, List<String> recipients) {
        return alert.toBuilder().clearRecipients()
                .addAllRecipients(alert.getRecipientsList().stream()
                        .filter(known -> !recipients.contains(known.getId()))
                        .toList())
                .build();
    }
}
