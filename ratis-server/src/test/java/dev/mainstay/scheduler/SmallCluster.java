// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.InFlightAction;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.unpack.OperationDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster of two machines for tests: resources, constraints and histories as XML. */
record SmallCluster(String properties, String resources, String constraints, String first,
        String second, String others, List<InFlightAction> inFlight) {
    private static final String DUMMY = "class='ocf' provider='heartbeat' type='Dummy'";
    /** The digest of no parameters at all. */
    private static final String NO_PARAMETERS = "f2317cad3d54cec5d7d7aa7d0bf35cf8";

    static SmallCluster of(String resources) {
        return new SmallCluster("<nvpair id='p' name='stonith-enabled' value='false'/>",
                resources, "", "", "", "", List.of());
    }

    SmallCluster withConstraints(String xml) {
        return new SmallCluster(properties, resources, xml, first, second, others, inFlight);
    }

    SmallCluster withFencing() {
        return new SmallCluster("", "<primitive id='fence' class='stonith' type='fence_x'/>"
                + resources, constraints, first, second, others, inFlight);
    }

    SmallCluster withProperty(String name, String value) {
        return new SmallCluster(properties + "<nvpair id='p-" + name + "' name='" + name
                + "' value='" + value + "'/>", resources, constraints, first, second, others,
                inFlight);
    }

    SmallCluster withHistories(String onFirst, String onSecond) {
        return new SmallCluster(
                properties, resources, constraints, onFirst, onSecond, others, inFlight);
    }

    /** What is known of a guest or remote machine. */
    SmallCluster withRemote(String name, String histories) {
        return new SmallCluster(properties, resources, constraints, first, second,
                others + "<node_state id='" + name + "' uname='" + name
                        + "' remote_node='true'><lrm><lrm_resources>" + histories
                        + "</lrm_resources></lrm></node_state>",
                inFlight);
    }

    /** A history's last words on a machine: that it is in maintenance. */
    static String inMaintenance() {
        return attribute("maintenance", "true");
    }

    /** A history's last words on a machine: one of its attributes. */
    static String attribute(String name, String value) {
        return "</lrm_resources></lrm><transient_attributes><instance_attributes id='t'>"
                + "<nvpair id='t1' name='" + name + "' value='" + value
                + "'/></instance_attributes></transient_attributes><lrm><lrm_resources>";
    }

    SmallCluster withInFlight(String instance, String task, String node) {
        return new SmallCluster(properties, resources, constraints, first, second, others,
                List.of(new InFlightAction(
                        "7.1", new InstanceId(instance), task, 0, new NodeId(node))));
    }

    static String primitive(String id) {
        return "<primitive id='" + id + "' " + DUMMY + "/>";
    }

    static String history(String id, String task, int exitCode, int expected) {
        return "<lrm_resource id='" + id + "' " + DUMMY + "><lrm_rsc_op id='" + id + "_last_0'"
                + " operation='" + task + "' interval='0' call-id='3' op-status='0' rc-code='"
                + exitCode + "' op-digest='" + NO_PARAMETERS + "' transition-key='1:1:"
                + expected + ":x'/></lrm_resource>";
    }

    /** The record of an operation that ran without parameters. */
    static String record(String id, String task, int interval, int call, int exitCode,
            String more) {
        return "<lrm_rsc_op id='" + id + "' operation='" + task + "' interval='" + interval
                + "' call-id='" + call + "' op-status='0' rc-code='" + exitCode
                + "' op-digest='" + NO_PARAMETERS + "' transition-key='1:1:0:x' " + more + "/>";
    }

    /** The same record, of an operation that had the time-out that is the default. */
    static String withDefaultTimeout(String record) {
        return record.replace(NO_PARAMETERS,
                OperationDigest.of(new TreeMap<>(Map.of("CRM_meta_timeout", "20000"))));
    }

    /** A history of several records. */
    static String records(String id, String... records) {
        return "<lrm_resource id='" + id + "' " + DUMMY + ">" + String.join("", records)
                + "</lrm_resource>";
    }

    static String running(String id) {
        return history(id, "start", 0, 0);
    }

    static String stopped(String id) {
        return history(id, "monitor", 7, 7);
    }

    Plan plan() {
        return plan(true);
    }

    Plan plan(boolean firstOnline) {
        SchedulerInput read = read(firstOnline);
        return Scheduler.plan(new SchedulerInput(
                read.configuration(), read.status(), inFlight, read.now()));
    }

    SchedulerInput read(boolean firstOnline) {
        String document = "<cib have-quorum='1' execution-date='1750000000'><configuration>"
                + "<crm_config><cluster_property_set id='o'>" + properties
                + "</cluster_property_set></crm_config><nodes><node id='1' uname='a'/>"
                + "<node id='2' uname='b'/></nodes><resources>" + resources
                + "</resources><constraints>" + constraints
                + "</constraints></configuration><status>" + node("1", "a", first, firstOnline)
                + node("2", "b", second, true) + others + "</status></cib>";
        try {
            return CibReader.read(
                    new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                    Instant.EPOCH);
        } catch (CibFormatException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String node(String id, String name, String histories, boolean online) {
        return "<node_state id='" + id + "' uname='" + name + "' in_ccm='" + online
                + "' crmd='" + (online ? "online" : "offline") + "' join='"
                + (online ? "member" : "down") + "' expected='member'><lrm><lrm_resources>"
                + histories + "</lrm_resources></lrm></node_state>";
    }
}
