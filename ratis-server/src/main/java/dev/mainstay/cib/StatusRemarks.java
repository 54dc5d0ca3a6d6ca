// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.ArrayList;
import java.util.List;

/** What an import says of a CIB's status: it is not configuration and is not kept. */
final class StatusRemarks {
    private StatusRemarks() {}

    static List<String> of(XmlElement root) {
        List<String> remarks = new ArrayList<>();
        XmlElement status = root.child("status").orElse(XmlElement.NONE);
        int machines = status.children("node_state").size();
        if (machines > 0) {
            remarks.add(status.place() + " of " + machines
                    + " machine(s): what runs where is found out by probing");
        }
        long withAttributes = status.children("node_state").stream()
                .filter(state -> state.child("transient_attributes").isPresent())
                .count();
        if (withAttributes > 0) {
            remarks.add("transient attributes of " + withAttributes + " machine(s): agents set"
                    + " theirs anew, set others with 'mainstay node attribute'");
        }
        for (XmlElement tickets : status.children("tickets")) {
            for (XmlElement ticket : tickets.children()) {
                remarks.add(ticket.place() + ": the state of a ticket; set it with"
                        + " 'mainstay ticket'");
            }
        }
        return remarks;
    }
}
