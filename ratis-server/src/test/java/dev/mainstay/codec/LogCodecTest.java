// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.ResourceId;
import dev.mainstay.port.Proposal;
import dev.mainstay.proto.v1.LogProto;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.ConfigurationSection;
import dev.mainstay.state.Content;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.OperationFilter;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import dev.mainstay.state.RemoteMachine;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.ThrottleMode;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogCodecTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final NodeId A = new NodeId("a");
    private static final ActionId ID = new ActionId(7, 2);
    private static final Author AUTHOR = new Author("root", "a");

    static List<Command> commands() {
        Member member = new Member(A, "m", "key", "a.1", "a:1", "a:2", true);
        OperationRecord record = record();
        return List.of(
                new Command.Barrier(),
                new Command.ChangeConfiguration(Optional.of(3L),
                        new ConfigurationChange.Document(FullConfiguration.create()), "why"),
                new Command.ChangeConfiguration(Optional.empty(),
                        new ConfigurationChange.Edits(List.of(new ConfigurationEdit.Remove(
                                ConfigurationSection.TAGS, "t"))),
                        ""),
                new Command.ChangeConfiguration(Optional.empty(),
                        new ConfigurationChange.Staged("s", "d"), ""),
                new Command.ChangeAttribute(A, "x", Optional.of("")),
                new Command.ChangeAttribute(A, "x", Optional.empty()),
                new Command.ChangeAttributes(List.of(
                        new AttributeChange(A, "x", new AttributeUpdate.Put("")),
                        new AttributeChange(A, "x", new AttributeUpdate.Raise(-1_000_000)),
                        new AttributeChange(A, "x", new AttributeUpdate.Drop(),
                                AttributeChange.Reach.PRIVATE))),
                new Command.ChangeMembership(
                        new MembershipChange.Founded("id", "name", member)),
                new Command.ChangeMembership(new MembershipChange.TokenIssued("t", "h", TIME)),
                new Command.ChangeMembership(new MembershipChange.Admitted("t", "h", member)),
                new Command.ChangeMembership(new MembershipChange.KeyRenewed(A, "m", "key")),
                new Command.ChangeMembership(new MembershipChange.Removed(A, "m")),
                new Command.RecordNodeEvent(A, new NodeEvent.Joined("b", true, 1, "v")),
                new Command.ChangeMembership(new MembershipChange.TokenIssued(
                        "t", "h", TIME, Optional.of(A))),
                new Command.ChangeMembership(new MembershipChange.RemoteAdmitted(
                        "t", "h", new RemoteMachine(A, "m", "key", "a:3"))),
                new Command.ChangeMembership(new MembershipChange.RemoteRemoved(A, "m")),
                new Command.RecordNodeEvent(A, new NodeEvent.RemoteJoined(
                        new NodeId("b"), 2, "boot", "v")),
                new Command.RecordNodeEvent(A, new NodeEvent.Disconnected(2)),
                new Command.RecordNodeEvent(A, new NodeEvent.Suspected(1, 2)),
                new Command.RecordNodeEvent(A, new NodeEvent.Cleared(1, 2)),
                new Command.RecordNodeEvent(A, new NodeEvent.Lost(1, 2, "why")),
                new Command.RecordNodeEvent(A, new NodeEvent.ShutdownRequested(2, TIME)),
                new Command.RecordNodeEvent(A, new NodeEvent.Left(2)),
                new Command.RecordNodeEvent(A, new NodeEvent.WatchdogChanged(2, true)),
                new Command.RecordNodeEvent(A, new NodeEvent.RestartAnnounced(2)),
                new Command.RecordNodeEvent(A, new NodeEvent.ThrottleChanged(2,
                        new NodeThrottle(ThrottleMode.MEDIUM, 12))),
                new Command.StagePart("s", 0, 2, Content.copyOf(new byte[] {1, -1})),
                new Command.AdoptTransition(5, 1, TIME, List.of(ID), true,
                        new TransitionSource.Inline(transition()), Optional.of(TIME)),
                new Command.AdoptTransition(5, 1, TIME, List.of(), false,
                        new TransitionSource.Staged("s", "d"), Optional.empty()),
                new Command.RecordActionResult(A, 2, ID, new ActionResult.Completed(record)),
                new Command.RecordActionResult(A, 2, ID, new ActionResult.NotBegun("why")),
                new Command.RecordActionResult(A, 2, ID, new ActionResult.Unknown("why")),
                new Command.RecordMonitorReport(A, 2, new InstanceId("r:0"), Optional.of(ID),
                        record),
                new Command.ActionOverdue(1, ID),
                new Command.ReconcileLocal(A, 2, List.of(record), List.of(new InstanceId("r"))),
                new Command.RecordFencing(A, 2,
                        new FencingEvent.Assigned(1, A, FenceOperation.OFF)),
                new Command.RecordFencing(A, 2,
                        new FencingEvent.Succeeded(A, FenceOperation.REBOOT, "d", "x")),
                new Command.RecordFencing(A, 2,
                        new FencingEvent.Failed(A, FenceOperation.ON, "d", "x")),
                new Command.RecordFencing(A, 2, new FencingEvent.Confirmed()),
                new Command.ClearFailures(Optional.of(new ResourceId("r")), Optional.of(A), true),
                new Command.ClearFailures(Optional.empty(), Optional.empty(), false,
                        Optional.of(new OperationFilter("start", OptionalLong.empty()))),
                new Command.ClearFailures(Optional.empty(), Optional.empty(), false,
                        Optional.of(new OperationFilter("monitor", OptionalLong.of(10_000)))),
                new Command.ChangeMove(new ResourceId("r"),
                        new MoveChange.Requested(Optional.of(A), TIME)),
                new Command.ChangeMove(new ResourceId("r"), new MoveChange.Ended("why")),
                new Command.RestartResource(new ResourceId("r"), Optional.of(A)),
                new Command.ChangeTicket("t", Optional.of(true), Optional.of(false)),
                new Command.ForgetTicket("t"),
                new Command.RequestPlan(1, "why"),
                new Command.RecordDigest(4, "d"),
                new Command.ResetTime(TIME),
                new Command.RaiseFeatureLevel(2));
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Accepted(1, 2),
                new Outcome.Accepted(1, 2, new TreeMap<>(Map.of(
                        7, new Rejection.NotPossibleNow("later"),
                        3, new Rejection.Invalid("name", "wrong")))),
                new Outcome.Rejected(new Rejection.StaleRevision(1, 2)),
                new Outcome.Rejected(new Rejection.AlreadyExists("e", "m")),
                new Outcome.Rejected(new Rejection.NotFound("e", "m")),
                new Outcome.Rejected(new Rejection.Invalid("e", "m")),
                new Outcome.Rejected(new Rejection.NotPossibleNow("m")),
                new Outcome.Rejected(new Rejection.Outdated("m")),
                new Outcome.Rejected(new Rejection.LimitExceeded("l", 1, 2)));
    }

    private static OperationRecord record() {
        return new OperationRecord("r_last_0", "start", 0, 4, OperationStatus.TIMED_OUT, 1,
                Optional.of(0), Optional.of(TIME), Optional.of(TIME), new OperationTimes(5, 6),
                new OperationDigests(Optional.of("a"), Optional.of("b"), Optional.of("c"),
                        List.of("p"), List.of("q")),
                Optional.of("no"), Optional.of(A), Optional.of(new NodeId("b")),
                Optional.of("r_start_0"), Optional.of("key"));
    }

    private static Transition transition() {
        TreeMap<String, String> context = new TreeMap<>(Map.of("notify_type", "pre"));
        return new Transition(3, new TransitionLimits(1, -1, 4), List.of(
                new TransitionStep(0, new Action.ResourceAction("r_start_0", new ResourceId("r"),
                        new InstanceId("r:1"), Task.START, 0, A, 20_000, 0, false, context),
                        List.of(), Optional.of(ID)),
                new TransitionStep(1, new Action.FenceAction(A, FenceOperation.REBOOT, 5, "why"),
                        List.of(0), Optional.empty()),
                new TransitionStep(2, new Action.ClusterAction("do_shutdown-a",
                        ClusterTask.SHUTDOWN, A, Optional.of(new InstanceId("r"))), List.of(0, 1),
                        Optional.empty()),
                new TransitionStep(3, new Action.PseudoAction("all_stopped", Optional.of(A)),
                        List.of(), Optional.empty()),
                new TransitionStep(4, new Action.ClusterAction("replan_after_r_start_0",
                        ClusterTask.REPLAN, A, Optional.of(new InstanceId("r"))), List.of(3),
                        Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSurvivesTheLog(Command command) {
        Proposal proposal = new Proposal(command, AUTHOR, Optional.of("q"), OptionalLong.of(3));

        assertEquals(new LogEntry(9, 3, TIME, 1, AUTHOR, Optional.of("q"), command),
                LogCodec.decode(9, 3, LogCodec.encode(proposal, TIME)));
        assertEquals(proposal, LogCodec.decodeProposal(LogCodec.encodeProposal(proposal)));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void everyAnswerSurvives(Outcome outcome) {
        assertEquals(outcome, OutcomeCodec.decode(OutcomeCodec.encode(outcome)));
    }

    @Test
    void entryOfALaterFeatureLevelIsUnreadable() {
        byte[] entry = LogProto.LogRecord.newBuilder().setFeatureLevel(2).build().toByteArray();

        UnreadableEntry unreadable =
                assertThrows(UnreadableEntry.class, () -> LogCodec.decode(1, 1, entry));

        assertTrue(String.valueOf(unreadable.getMessage()).contains("feature level 2"));
    }

    @Test
    void damagedAndEmptyEntriesAreUnreadable() {
        byte[] whole = LogCodec.encode(
                Proposal.of(new Command.ChangeTicket("ticket", Optional.empty(),
                        Optional.empty()), AUTHOR),
                TIME);
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);

        assertThrows(UnreadableEntry.class, () -> LogCodec.decode(1, 1, cut));
        assertThrows(UnreadableEntry.class, () -> LogCodec.decode(1, 1, new byte[0]));
        assertThrows(UnreadableEntry.class, () -> LogCodec.decodeProposal(new byte[] {1, 2}));
        assertThrows(UnreadableEntry.class, () -> OutcomeCodec.decode(new byte[0]));
    }

    @Test
    void stagedTransitionIsReadBack() {
        StoredFormat format = new StoredFormat();
        Content content = LogCodec.stage(transition());

        assertEquals(Optional.of(transition()), format.readTransition(content));
        assertEquals(Optional.of(FullConfiguration.create()),
                format.readConfiguration(LogCodec.stage(FullConfiguration.create())));
        assertEquals(Optional.empty(),
                format.readTransition(Content.copyOf(new byte[] {9, 9, 9})));
        assertArrayEquals(content.toByteArray(), LogCodec.stage(transition()).toByteArray());
    }
}
