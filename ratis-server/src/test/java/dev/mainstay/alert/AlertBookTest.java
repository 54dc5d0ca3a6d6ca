// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mainstay.alert.AlertBook.Occasion;
import dev.mainstay.alert.AlertEvent.AttributeChanged;
import dev.mainstay.alert.AlertEvent.FencingEnded;
import dev.mainstay.alert.AlertEvent.Membership;
import dev.mainstay.alert.AlertEvent.NodeChanged;
import dev.mainstay.alert.AlertEvent.OperationEnded;
import dev.mainstay.codec.ConfigurationDocument;
import dev.mainstay.codec.Decoded;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.port.AlertClient.Call;
import dev.mainstay.state.EndedOperation;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.transition.FenceOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertBookTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30.123456789Z");
    private static final Map<String, AlertEvent> EVENTS = Map.of(
            "node", new NodeChanged(N1, 2, Membership.LOST),
            "fencing", new FencingEnded(record(FencingRecord.Phase.FAILED)),
            "resource", ended(OperationStatus.DONE, 7),
            "rack", new AttributeChanged(N1, "rack", "a"),
            "other", new AttributeChanged(N1, "other", ""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                            | node fencing resource
            {kinds: [NODES]}                                              | node
            {kinds: [FENCING, RESOURCES]}                                 | fencing resource
            {kinds: [ATTRIBUTES]}                                         | rack other
            {kinds: [NODES, ATTRIBUTES], attributeNames: [rack]}          | node rack
            {kinds: []}                                                   | ''
            """)
    void alertIsToldWhatItSelects(String selection, String told) {
        AlertBook book = book("{id: a, path: /a" + (selection.isEmpty()
                ? "}"
                : ", selection: " + selection + "}"));

        for (var event : EVENTS.entrySet()) {
            assertEquals(List.of(told.split(" ")).contains(event.getKey()),
                    !calls(book, event.getValue()).isEmpty(), event.getKey());
        }
    }

    @Test
    void lostNodeIsDescribed() {
        assertEquals("""
                CRM_alert_desc=lost
                CRM_alert_kind=node
                CRM_alert_node=n1
                CRM_alert_node_sequence=5
                CRM_alert_nodeid=2
                CRM_alert_timestamp=10:20:30.123456
                CRM_alert_timestamp_epoch=1772360430
                CRM_alert_timestamp_usec=123456
                CRM_alert_version=1.2
                """, variables("{id: a, path: /a}", "node"));
    }

    @Test
    void fencingIsDescribed() {
        assertEquals("""
                CRM_alert_desc=Operation reboot of n1 by n2 for silence: failed (no power)
                CRM_alert_kind=fencing
                CRM_alert_node=n1
                CRM_alert_node_sequence=5
                CRM_alert_rc=1
                CRM_alert_recipient=them
                CRM_alert_task=reboot
                CRM_alert_timestamp=1772360430
                CRM_alert_timestamp_epoch=1772360430
                CRM_alert_timestamp_usec=123456
                CRM_alert_version=1.2
                """, variables("""
                {id: a, path: /a, recipients: [{id: r, value: them, metaAttributes: [
                  {id: m, attributes: [{name: timestamp-format, value: "%s"}]}]}]}""", "fencing"));
    }

    @Test
    void operationIsDescribed() {
        String text = variables("{id: a, path: /a}", "resource");
        assertEquals("""
                CRM_alert_desc=not running
                CRM_alert_exec_time=31
                CRM_alert_interval=10000
                CRM_alert_kind=resource
                CRM_alert_node=n1
                CRM_alert_node_sequence=5
                CRM_alert_rc=7
                CRM_alert_rsc=web:1
                CRM_alert_status=0
                CRM_alert_target_rc=0
                CRM_alert_task=monitor
                """, text.substring(0, text.indexOf("CRM_alert_timestamp")));
        Call late = calls(book("{id: a, path: /a}"), ended(OperationStatus.TIMED_OUT, 1))
                .getFirst();
        assertEquals("Timed Out", late.environment().get("CRM_alert_desc"));
        assertEquals("2", late.environment().get("CRM_alert_status"));
    }

    @Test
    void attributeIsDescribedAndCannotBeHiddenByAnOption() {
        AlertBook book = book("""
                {id: a, path: /a, selection: {kinds: [ATTRIBUTES]}, instanceAttributes: [
                  {id: i, attributes: [{name: CRM_alert_node, value: x}, {name: debug, value: y}]}
                ]}""");
        Map<String, String> told = calls(book, EVENTS.get("rack")).getFirst().environment();
        assertEquals("n1", told.get("CRM_alert_node"));
        assertEquals("rack", told.get("CRM_alert_attribute_name"));
        assertEquals("a", told.get("CRM_alert_attribute_value"));
        assertEquals("y", told.get("debug"));
        assertFalse(told.containsKey("CRM_alert_recipient"));
    }

    @Test
    void recipientsOwnOptionsGoBeforeTheirAlerts() {
        AlertBook book = book("""
                {id: a, path: /a,
                 metaAttributes: [{id: m, attributes: [{name: timeout, value: 15s}]}],
                 instanceAttributes: [{id: i, attributes: [
                   {name: level, value: low}, {name: from, value: me}]}],
                 recipients: [
                   {id: r1, value: one},
                   {id: r2, value: two,
                    metaAttributes: [{id: m2, attributes: [{name: timeout, value: 2min}]}],
                    instanceAttributes: [{id: i2, attributes: [{name: level, value: high}]}]},
                   {id: r3, value: three,
                    metaAttributes: [{id: m3, attributes: [{name: enabled, value: "no"}]}]}]}""");
        List<Call> calls = calls(book, EVENTS.get("node"));

        assertEquals(List.of("alert a, recipient r1", "alert a, recipient r2"),
                calls.stream().map(Call::describe).toList());
        assertEquals(List.of(Duration.ofSeconds(15), Duration.ofMinutes(2)),
                calls.stream().map(Call::timeout).toList());
        assertEquals(List.of("low me one", "high me two"), calls.stream().map(Call::environment)
                .map(told -> told.get("level") + " " + told.get("from") + " "
                        + told.get("CRM_alert_recipient"))
                .toList());
    }

    @Test
    void ruleDecidesWhichOptionsAreInForce() {
        String alert = """
                {id: a, path: /a, metaAttributes: [{id: m, rule: {id: r, conditions: [
                  {date: {id: d, comparison: AFTER, start: "START"}}]},
                  attributes: [{name: enabled, value: "false"}]}]}""";
        assertEquals(1, calls(book(alert.replace("START", "2027-01-01")),
                EVENTS.get("node")).size());
        assertEquals(0, calls(book(alert.replace("START", "2025-01-01")),
                EVENTS.get("node")).size());
    }

    private static String variables(String alert, String event) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(calls(book(alert), EVENTS.get(event)).getFirst().environment())
                .forEach((name, value) -> text.append(name + "=" + value + "\n"));
        return text.toString();
    }

    private static List<Call> calls(AlertBook book, AlertEvent event) {
        return book.calls(event, new Occasion(5, NOW, ZoneOffset.UTC, "1.2"));
    }

    private static AlertBook book(String alert) {
        Decoded<Configuration> read =
                ConfigurationDocument.YAML.read("alerts:\n- " + alert.replace("\n", "\n  "));
        if (read instanceof Decoded.Valid<Configuration>(var configuration)) {
            return new AlertBook(configuration);
        }
        throw new AssertionError(read);
    }

    private static OperationEnded ended(OperationStatus status, int exitCode) {
        return new OperationEnded(N1, new EndedOperation(new InstanceId("web:1"), "monitor",
                10_000, status, exitCode, 0, 31, Optional.empty()));
    }

    private static FencingRecord record(FencingRecord.Phase phase) {
        return new FencingRecord(N1, 4, Optional.empty(), FenceOperation.REBOOT, phase,
                Optional.of(new NodeId("n2")), 5, false, 0, "silence", "bmc", "no power", NOW,
                NOW);
    }
}
