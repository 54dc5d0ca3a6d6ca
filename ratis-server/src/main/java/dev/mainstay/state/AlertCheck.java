// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Alert;
import dev.mainstay.model.Alert.EventKind;
import dev.mainstay.model.Alert.Recipient;
import dev.mainstay.model.AttributeSet;
import java.util.List;

/** What is wrong with alerts: programs that cannot be called, options that cannot be read. */
final class AlertCheck {

    private AlertCheck() {}

    static void check(List<Alert> alerts, Findings findings) {
        for (Alert alert : alerts) {
            if (!alert.path().startsWith("/")) {
                findings.add(alert.id(), "path of alert " + alert.id() + " is \"" + alert.path()
                        + "\"; it has to begin with /");
            }
            alert.selection().ifPresent(selection -> selection(alert.id(), selection, findings));
            options(alert.id(), "alert " + alert.id(), alert.metaAttributes(),
                    alert.instanceAttributes(), findings);
            for (Recipient recipient : alert.recipients()) {
                options(recipient.id(), "recipient " + recipient.id(),
                        recipient.metaAttributes(), recipient.instanceAttributes(), findings);
            }
        }
    }

    private static void selection(String alert, Alert.Selection selection, Findings findings) {
        if (!selection.attributeNames().isEmpty()
                && !selection.kinds().contains(EventKind.ATTRIBUTES)) {
            findings.add(alert, "alert " + alert + " names attributes, but does not select"
                    + " attribute events");
        }
    }

    private static void options(
            String element,
            String owner,
            List<AttributeSet> meta,
            List<AttributeSet> instance,
            Findings findings) {
        OptionDomains.checkAlert(element, owner, meta, findings);
        instance.stream()
                .flatMap(set -> set.attributes().stream())
                .flatMap(attribute -> attribute.name().stream())
                .filter(name -> name.isBlank() || name.contains("="))
                .forEach(name -> findings.add(element, "option \"" + name + "\" of " + owner
                        + " cannot be the name of an environment variable"));
    }
}
