// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static dev.mainstay.state.Scenario.event;
import static dev.mainstay.state.Scenario.member;
import static dev.mainstay.state.Scenario.primitive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.FullConfiguration;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.ConfigurationEdit.PutConstraint;
import dev.mainstay.state.ConfigurationEdit.PutResource;
import dev.mainstay.state.ConfigurationEdit.Remove;
import dev.mainstay.state.ConfigurationEdit.SetNodeAttribute;
import dev.mainstay.state.ConfigurationEdit.SetProperty;
import dev.mainstay.state.MembershipChange.Admitted;
import dev.mainstay.state.MembershipChange.Removed;
import dev.mainstay.state.MembershipChange.TokenIssued;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of configuration and membership, requests told again, time and feature level. */
class ConfigurationAndMembershipTest {

    private final Scenario cluster = Scenario.of("a", "b");

    private static Command edit(ConfigurationEdit... edits) {
        return new Command.ChangeConfiguration(Optional.empty(),
                new ConfigurationChange.Edits(List.of(edits)), "test");
    }

    private static Group group(String id, Primitive... members) {
        return new Group(new ResourceId(id), ResourceOptions.EMPTY, List.of(members));
    }

    private static Constraint location(String id, String resource, String score) {
        return new Constraint.Location(id, Optional.of(new ResourceId(resource)),
                Optional.empty(), List.of(), Optional.of(new NodeId("a")), Optional.of(score),
                Optional.empty(), Optional.empty(), List.of());
    }

    @Test
    void eachChangeIsAnAttributedRevision() {
        cluster.accept(edit(new PutResource(primitive("r"))));
        cluster.accept(edit(new SetProperty(ConfigurationSection.CLUSTER_PROPERTIES,
                "maintenance-mode", Optional.of("true"))));

        assertEquals(2, cluster.state().revision());
        Revision first = cluster.state().revisions().revision(1).orElseThrow();
        assertEquals("test", first.comment());
        assertEquals("test", first.author().identity());
        assertEquals(0, first.basedOn());
        assertTrue(first.configuration().clusterProperties().isEmpty());
    }

    @Test
    void staleRevisionIsRejectedAndChangesNothing() {
        cluster.accept(edit(new PutResource(primitive("r"))));

        Rejection rejection = cluster.reject(new Command.ChangeConfiguration(Optional.of(0L),
                new ConfigurationChange.Document(Configuration.EMPTY), "late"));

        assertEquals(new Rejection.StaleRevision(0, 1), rejection);
        assertEquals(1, cluster.state().configuration().resources().size());
    }

    @Test
    void editsReachResourcesInsideOthers() {
        cluster.accept(edit(new PutResource(group("g", primitive("x"), primitive("y"))),
                new PutResource(new Clone(new ResourceId("c"), ResourceOptions.EMPTY,
                        Clone.Promotability.BY_META_ATTRIBUTE, primitive("z")))));
        cluster.accept(edit(new PutResource(primitive("y", Scenario.FENCE)),
                new PutResource(primitive("z", Scenario.FENCE)),
                new Remove(ConfigurationSection.RESOURCES, "x")));

        List<Resource> expected = List.of(group("g", primitive("y", Scenario.FENCE)),
                new Clone(new ResourceId("c"), ResourceOptions.EMPTY,
                        Clone.Promotability.BY_META_ATTRIBUTE, primitive("z", Scenario.FENCE)));
        assertEquals(expected, cluster.state().configuration().resources());

        cluster.accept(edit(new Remove(ConfigurationSection.RESOURCES, "z")));
        assertEquals(1, cluster.state().configuration().resources().size());
    }

    @Test
    void nodeAttributeMakesTheNodeWhereItIsNotConfigured() {
        cluster.accept(edit(new SetNodeAttribute(new NodeId("a"), "standby",
                Optional.of("on"))));
        cluster.accept(edit(new SetNodeAttribute(new NodeId("a"), "standby",
                Optional.empty())));

        assertEquals(1, cluster.state().configuration().nodes().size());
        assertTrue(cluster.state().configuration().nodes().getFirst().attributes().getFirst()
                .attributes().isEmpty());
    }

    @Test
    void badConfigurationsAreRejectedByName() {
        cluster.accept(edit(new PutResource(primitive("r"))));
        record Row(String element, ConfigurationEdit edit) {}
        List<Row> rows = List.of(
                new Row("r", new PutResource(group("g", primitive("r")))),
                new Row("g", new PutResource(group("g"))),
                new Row("outer", new PutResource(new Clone(new ResourceId("outer"),
                        ResourceOptions.EMPTY, Clone.Promotability.BY_META_ATTRIBUTE,
                        new Clone(new ResourceId("inner"), ResourceOptions.EMPTY,
                                Clone.Promotability.BY_META_ATTRIBUTE, primitive("z"))))),
                new Row("l", new PutConstraint(location("l", "nothing", "INFINITY"))),
                new Row("l", new PutConstraint(location("l", "r", "many"))),
                new Row("maintenance-mode", new SetProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, "maintenance-mode",
                        Optional.of("perhaps"))),
                new Row("no-quorum-policy", new SetProperty(
                        ConfigurationSection.CLUSTER_PROPERTIES, "no-quorum-policy",
                        Optional.of("hope"))),
                new Row("nothing", new Remove(ConfigurationSection.RESOURCES, "nothing")));

        for (Row row : rows) {
            Rejection rejection = cluster.reject(edit(row.edit()));
            String element = switch (rejection) {
                case Rejection.Invalid(var name, var _) -> name;
                case Rejection.NotFound(var name, var _) -> name;
                case Rejection.StaleRevision _ -> "";
                case Rejection.AlreadyExists _ -> "";
                case Rejection.NotPossibleNow _ -> "";
                case Rejection.Outdated _ -> "";
                case Rejection.LimitExceeded _ -> "";
            };
            assertEquals(row.element(), element, rejection.message());
            assertEquals(1, cluster.state().revision());
        }
    }

    @Test
    void checkerFindsEveryDanglingReference() {
        List<ConfigurationProblem> problems =
                ConfigurationChecker.check(FullConfiguration.create());

        assertTrue(problems.stream().anyMatch(p -> p.element().equals("rule")), "duplicate id");
        assertTrue(problems.stream().anyMatch(p -> p.element().equals("f1")
                || p.message().contains("f1")), "missing device");
    }

    @Test
    void repeatedRequestGetsTheFirstAnswerAndIsAppliedOnce() {
        Command change = edit(new PutResource(primitive("r")));
        Outcome first = cluster.apply(change, Scenario.TERM, Optional.of("q1"));
        cluster.accept(edit(new Remove(ConfigurationSection.RESOURCES, "r")));

        assertEquals(first, cluster.apply(change, Scenario.TERM, Optional.of("q1")));
        assertEquals(2, cluster.state().revision());

        Command bad = edit(new Remove(ConfigurationSection.RESOURCES, "r"));
        Outcome rejected = cluster.apply(bad, Scenario.TERM, Optional.of("q2"));
        cluster.accept(edit(new PutResource(primitive("r"))));
        assertEquals(rejected, cluster.apply(bad, Scenario.TERM, Optional.of("q2")));
    }

    @Test
    void outcomesAreForgottenByAge() {
        Command change = edit(new PutResource(primitive("r")));
        cluster.apply(change, Scenario.TERM, Optional.of("q1"));
        cluster.passSeconds(7200);
        cluster.apply(new Command.Barrier(), Scenario.TERM, Optional.of("q2"));

        assertEquals(1, cluster.state().outcomes().byIndex().size());
    }

    @Test
    void foundedOnce() {
        assertInstanceOf(Rejection.AlreadyExists.class, cluster.reject(
                new Command.ChangeMembership(
                        new MembershipChange.Founded("id-2", "other", member("x")))));
    }

    @Test
    void joinTokensWorkOnceInTimeAndWithTheirSecret() {
        issue("t1", "h1", 60);
        var wrongSecret = admit("t1", "guess", "c");
        assertInstanceOf(Rejection.Invalid.class, cluster.reject(wrongSecret));
        assertInstanceOf(Rejection.NotFound.class, cluster.reject(admit("t9", "h1", "c")));
        assertInstanceOf(Rejection.AlreadyExists.class, cluster.reject(admit("t1", "h1", "a")));
        cluster.accept(admit("t1", "h1", "c"));
        Rejection used = cluster.reject(admit("t1", "h1", "d"));
        assertTrue(used.message().contains("used by c"), used.message());
        issue("t2", "h2", 60);
        cluster.passSeconds(61);

        Rejection expired = cluster.reject(admit("t2", "h2", "d"));

        assertTrue(expired.message().contains("expired"), expired.message());
        assertEquals(NodeState.ABSENT, cluster.node("c").state());
    }

    private void issue(String token, String hash, long seconds) {
        cluster.accept(new Command.ChangeMembership(
                new TokenIssued(token, hash, cluster.time().plusSeconds(seconds))));
    }

    private static Command admit(String token, String hash, String node) {
        return new Command.ChangeMembership(new Admitted(token, hash, member(node)));
    }

    @Test
    void onlySettledMembersAreRemoved() {
        var remove = new Command.ChangeMembership(new Removed(new NodeId("b"), "member-b"));
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(remove));
        cluster.accept(event("b", new NodeEvent.Left(cluster.node("b").incarnation())));

        cluster.accept(remove);

        assertTrue(cluster.state().node(new NodeId("b")).isEmpty());
        assertEquals(new RemovedMember("member-b", "b.1", new NodeId("b"), cluster.index()),
                cluster.state().membership().removed().get("member-b"));
        assertInstanceOf(Rejection.NotFound.class,
                cluster.reject(event("b", new NodeEvent.Joined("x", true, 1, "test"))));
    }

    @Test
    void idsOfRemovedMembersAreNeverUsedAgainButTheirNamesAre() {
        cluster.accept(event("b", new NodeEvent.Left(cluster.node("b").incarnation())));
        cluster.accept(new Command.ChangeMembership(new Removed(new NodeId("b"), "member-b")));
        cluster.accept(new Command.ChangeMembership(
                new TokenIssued("t", "hash", cluster.time().plusSeconds(60))));

        assertInstanceOf(Rejection.AlreadyExists.class, cluster.reject(
                new Command.ChangeMembership(new Admitted("t", "hash", Scenario.member("b")))));
        cluster.accept(new Command.ChangeMembership(new Admitted("t", "hash",
                new Member(new NodeId("b"), "member-c", "key-c", "b.2", "b:7420", "b:7421",
                        true))));
    }

    @Test
    void featureLevelRisesOnlyAsFarAsEveryMemberSupports() {
        assertInstanceOf(Rejection.NotPossibleNow.class,
                cluster.reject(new Command.RaiseFeatureLevel(2)));
        for (String node : List.of("a", "b")) {
            cluster.accept(event(node, new NodeEvent.Joined("new-" + node, true, 2, "next")));
        }
        cluster.accept(new Command.RaiseFeatureLevel(2));

        assertEquals(2, cluster.state().featureLevel());
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(
                event("b", new NodeEvent.Joined("again", true, 1, "old"))));
    }

    @Test
    void entryAboveTheFeatureLevelIsRejected() {
        Outcome outcome = cluster.apply(new LogEntry(cluster.index() + 1, Scenario.TERM,
                cluster.time(), 2, new Author("t", ""), Optional.empty(), new Command.Barrier()));

        assertInstanceOf(Outcome.Rejected.class, outcome);
    }

    @Test
    void logTimeNeverRunsBackButByReset() {
        Instant before = cluster.state().logTime();
        cluster.passSeconds(-3600);
        cluster.accept(new Command.Barrier());
        assertEquals(before, cluster.state().logTime());

        cluster.accept(new Command.ResetTime(before.minusSeconds(60)));

        assertEquals(before.minusSeconds(60), cluster.state().logTime());
    }

    @Test
    void deviatingDigestIsToldApart() {
        cluster.accept(new Command.RecordDigest(0, ""));
        DigestCheckpoint checkpoint = cluster.state().checkpoint();
        assertEquals(cluster.index(), checkpoint.index());
        cluster.accept(new Command.RecordDigest(checkpoint.index(), checkpoint.digest()));
        assertNotEquals(checkpoint, cluster.state().checkpoint());

        assertInstanceOf(Rejection.Invalid.class, cluster.reject(
                new Command.RecordDigest(cluster.state().checkpoint().index(), "other")));
    }

    @Test
    void barrierTouchesNothingButThePosition() {
        ClusterState before = cluster.state();

        cluster.accept(new Command.Barrier());

        ClusterState after = cluster.state();
        assertEquals(before.revisions(), after.revisions());
        assertEquals(before.nodes(), after.nodes());
        assertEquals(before.planDemand(), after.planDemand());
        assertEquals(before.appliedIndex() + 1, after.appliedIndex());
    }
}
