// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cib.CibReader;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.scheduler.FenceDevicePlacement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Levels of fencing: which devices a machine tries, in which order. */
class FenceTopologyTest {

    private static final NodeId HERE = new NodeId("n1");
    private static final NodeId TARGET = new NodeId("n2");

    private final TreeMap<ResourceId, SortedSet<NodeId>> banned = new TreeMap<>();

    private static Configuration configuration(String topology) throws Exception {
        String cib = "<cib><configuration><crm_config/><nodes><node id='1' uname='n1'/>"
                + "<node id='2' uname='n2'/></nodes><resources>"
                + "<primitive id='ipmi' class='stonith' type='fence_ipmilan'/>"
                + "<primitive id='pdu' class='stonith' type='fence_apc'/>"
                + "</resources><constraints/>" + topology + "</configuration><status/></cib>";
        return CibReader.read(new ByteArrayInputStream(cib.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH).configuration();
    }

    private FenceTopology topology(String levels) throws Exception {
        return new FenceTopology(configuration(levels), new FenceDevicePlacement(banned),
                new SchedulerResolution(), HERE, Instant.EPOCH);
    }

    private static List<String> names(Collection<Device> devices) {
        return devices.stream().map(device -> device.id().value()).toList();
    }

    @Test
    void devicesThatThisNodeMayNotUseAreLeftOut() throws Exception {
        banned.put(new ResourceId("ipmi"), new TreeSet<>(List.of(HERE)));

        assertEquals(List.of("pdu"), names(topology("").devices()));
    }

    @Test
    void banOfAnotherNodeChangesNothingHere() throws Exception {
        banned.put(new ResourceId("ipmi"), new TreeSet<>(List.of(TARGET)));

        assertEquals(List.of("ipmi", "pdu"), names(topology("").devices()));
    }

    @Test
    void levelWithADeviceThatThisNodeMayNotUseIsLeftToOthers() throws Exception {
        banned.put(new ResourceId("ipmi"), new TreeSet<>(List.of(HERE)));
        String levels = "<fencing-topology>"
                + "<fencing-level id='l1' target='n2' index='1' devices='ipmi,pdu'/>"
                + "<fencing-level id='l2' target='n2' index='2' devices='pdu'/>"
                + "</fencing-topology>";

        assertEquals(List.of(List.of("pdu")),
                topology(levels).levels(TARGET).stream().map(FenceTopologyTest::names).toList());
    }

    @Test
    void levelsForTheNameComeBeforeThoseForAPattern() throws Exception {
        String levels = "<fencing-topology>"
                + "<fencing-level id='l1' target-pattern='n.*' index='1' devices='ipmi'/>"
                + "<fencing-level id='l2' target='n2' index='1' devices='pdu'/>"
                + "</fencing-topology>";

        assertEquals(List.of(List.of("pdu")),
                topology(levels).levels(TARGET).stream().map(FenceTopologyTest::names).toList());
    }
}
