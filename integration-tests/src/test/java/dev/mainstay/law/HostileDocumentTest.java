// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.cib.ReadCib;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.remark.ConfigurationRemarks;
import dev.mainstay.scheduler.unpack.InstanceLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents made to take for ever, or all memory: each gets an error or a plan of bounded size.
 * What hangs runs into the time limit of all tests.
 */
class HostileDocumentTest {

    private static final String DUMMY = " class='ocf' provider='pacemaker' type='Dummy'/>";
    private static final String WEB = "<primitive id='web'" + DUMMY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE cib [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                        + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
                        + "<cib><configuration>&c;</configuration></cib>",
                "<!DOCTYPE cib SYSTEM 'file:///dev/zero'><cib><configuration/></cib>",
                "<cib><configuration>&b;</configuration></cib>",
            })
    void entitiesAreRefused(String document) {
        CibFormatException refusal =
                assertThrows(CibFormatException.class, () -> read(document));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("line 1: "),
                refusal.toString());
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "<group id='g'>".repeat(100_000) + "</group>".repeat(100_000);
        assertThrows(CibFormatException.class, () -> read(cluster(deep, "")));
    }

    @Test
    void rulesMayNestAsDeepAsDocumentsMay() throws IOException, CibFormatException {
        String rules = "<rule id='r' score='1'>".repeat(90)
                + "<expression id='e' attribute='a' operation='defined'/>" + "</rule>".repeat(90);
        assertStarts(WEB, "<rsc_location id='l' rsc='web'>" + rules + "</rsc_location>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a|a|aa)*b",
                "((a|b)*|(a|c)*)*d",
                "((a{1,1000}){1,1000}){1,1000}b",
                "(((((((((((((((((((((((((((((((a*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)*)"
                        + "*)*)*)*)*)*b",
                "((((",
            })
    void patternsThatTakeForEverNameNothing(String pattern)
            throws IOException, CibFormatException {
        assertStarts(WEB + "<primitive id='" + "a".repeat(500) + "'" + DUMMY,
                "<rsc_location id='l' rsc-pattern='" + pattern + "' node='a'"
                        + " score='-INFINITY'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "99999999999999999999", "INFINITY"})
    void cloneOfAnyNumberOfInstancesIsBounded(String number)
            throws IOException, CibFormatException {
        String clone = "<clone id='c'><meta_attributes id='m'>"
                + "<nvpair id='m1' name='clone-max' value='" + number + "'/>"
                + "<nvpair id='m2' name='clone-node-max' value='" + number + "'/>"
                + "</meta_attributes><primitive id='x'" + DUMMY + "</clone>";
        Plan plan = assertStarts(WEB + clone, "");
        assertTrue(plan.actions().size() < 5 * InstanceLimits.PER_RESOURCE,
                plan.actions().size() + " actions");
        assertTrue(ConfigurationRemarks.of(
                read(cluster(clone, "")).input().configuration(), new TreeSet<>()).stream()
                .anyMatch(remark -> remark.element().equals("c")));
    }

    /** Each of 60 with each other: there are more ways through them than anybody can count. */
    @Test
    void colocationsThatCrossEachOtherAreBounded() throws IOException, CibFormatException {
        String members = many(60, i -> "<resource_ref id='r" + i + "'/>");
        assertStarts(WEB + many(60, i -> "<primitive id='r" + i + "'" + DUMMY),
                "<rsc_colocation id='k' score='5'>"
                        + "<resource_set id='s' sequential='false'>" + members + "</resource_set>"
                        + "<resource_set id='t' sequential='false'>" + members + "</resource_set>"
                        + "</rsc_colocation>");
    }

    @Test
    void circleOfOrdersIsLeftOutAndNamed() throws IOException, CibFormatException {
        int size = 100;
        String document = cluster(WEB + many(size, i -> "<primitive id='r" + i + "'" + DUMMY),
                many(size, i -> "<rsc_order id='o" + i + "' first='r" + i + "' then='r"
                        + (i + 1) % size + "'/>"));
        ReadCib read = read(document);
        Plan plan = Scheduler.plan(read.input());
        assertTrue(plan.actions().stream().anyMatch(a -> a.key().equals("web_start_0")));
        assertTrue(plan.tiedUp().size() >= size, plan.tiedUp().toString());
        assertTrue(new PlanOrder(plan).circular().isEmpty());
        assertTrue(plan.summary().stream().filter(change -> change.blocked()).count() >= size);
        assertTrue(ConfigurationRemarks.of(read.input().configuration(), new TreeSet<>()).stream()
                .anyMatch(remark -> remark.message().contains("circle")
                        && remark.message().contains("o99")));
    }

    /** A template has no template in the schema; what says so is not followed. */
    @Test
    void templatesInACircleMakeNothing() throws IOException, CibFormatException {
        String document = cluster(
                "<template id='s' template='t'/><template id='t' template='s'/>"
                        + "<primitive id='x' template='t'/>" + WEB,
                "");
        ReadCib read = read(document);
        assertTrue(read.mistakes().stream().anyMatch(text -> text.contains("id=\"s\"")),
                read.mistakes().toString());
        assertTrue(Scheduler.plan(read.input()).actions().stream()
                .anyMatch(action -> action.key().equals("web_start_0")));
    }

    @Test
    void numbersOfMillionsOfDigitsAreNumbersAllTheSame() throws IOException, CibFormatException {
        String digits = "9".repeat(2_000_000);
        assertStarts(WEB, "<rsc_location id='l' rsc='web' node='a' score='" + digits + "'/>"
                + many(3, i -> "<rsc_location id='m" + i + "' rsc='web'><rule id='r" + i
                        + "' score='1'><expression id='e" + i + "' attribute='#id' operation='lt'"
                        + " value='" + digits + "' type='"
                        + new String[] {"number", "integer", "version"}[i]
                        + "'/></rule></rsc_location>"));
    }

    private static String many(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining());
    }

    private static Plan assertStarts(String resources, String constraints)
            throws IOException, CibFormatException {
        Plan plan = Scheduler.plan(read(cluster(resources, constraints)).input());
        assertTrue(plan.actions().stream().anyMatch(a -> a.key().equals("web_start_0")));
        return plan;
    }

    private static String cluster(String resources, String constraints) {
        return "<cib have-quorum='1'><configuration><crm_config><cluster_property_set id='o'>"
                + "<nvpair id='p' name='stonith-enabled' value='false'/></cluster_property_set>"
                + "</crm_config><nodes><node id='1' uname='a'/><node id='2' uname='b'/></nodes>"
                + "<resources>" + resources + "</resources><constraints>" + constraints
                + "</constraints></configuration><status>"
                + "<node_state id='1' uname='a' in_ccm='true' crmd='online' join='member'/>"
                + "<node_state id='2' uname='b' in_ccm='true' crmd='online' join='member'/>"
                + "</status></cib>";
    }

    private static ReadCib read(String document) throws IOException, CibFormatException {
        return CibReader.readAll(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }
}
