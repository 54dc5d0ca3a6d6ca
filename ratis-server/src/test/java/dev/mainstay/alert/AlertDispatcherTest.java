// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.alert;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.Alert;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AlertClient;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.ConfigurationEdit;
import dev.mainstay.state.Scenario;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertDispatcherTest {

    private final Scenario cluster = Scenario.of("a", "b");
    private final CopyOnWriteArrayList<StateSource.Listener> listeners =
            new CopyOnWriteArrayList<>();
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> joined = new CompletableFuture<>();
    private final AlertDispatcher dispatcher = AlertDispatcher.open(new AlertDispatcher.Parts(
            new NodeId("a"), new Told(), call -> {
                Run run = new Run(call, new CompletableFuture<>());
                runs.add(run);
                return run.ending();
            }, joined, new StillClock(), ZoneOffset.UTC, "test"));

    private record Run(AlertClient.Call call, CompletableFuture<AlertClient.Ending> ending) {
        String value() {
            return call.alert() + " " + call.environment().get("CRM_alert_attribute_value");
        }

        void end() {
            ending.complete(new AlertClient.Ending(OptionalInt.of(0), "", ""));
        }
    }

    @AfterEach
    void close() {
        dispatcher.close();
    }

    @Test
    void whatWasCommittedBeforeTheDaemonJoinedIsNotTold() {
        configure("x");
        change("old");
        long join = cluster.index() + 1;
        change("new");
        joined.complete(join);
        change("newer");
        awaitRuns(2);
        assertEquals(List.of("x new", "x newer"), values());
    }

    @Test
    void eachEventHasAHigherNumberAndItsRecipientsTheSame() {
        configure("x", "y");
        joined.complete(1L);
        change("1");
        change("2");
        awaitRuns(4);
        assertEquals(List.of("1", "1", "2", "2"), runs.stream()
                .map(run -> run.call().environment().get("CRM_alert_node_sequence")).toList());
    }

    @Test
    void agentThatHangsHoldsUpItsOwnAlertAlone() {
        configure("x", "y");
        joined.complete(1L);
        IntStream.range(0, 20).forEach(number -> change(Integer.toString(number)));
        await().until(() -> runs("x").size() == AlertLane.RUNNING_MAX);
        await().until(() -> {
            runs("y").forEach(Run::end);
            return runs("y").size() == 20;
        });
        assertEquals(AlertLane.RUNNING_MAX, runs("x").size());
        runs("x").getFirst().end();
        await().until(() -> runs("x").size() == AlertLane.RUNNING_MAX + 1);
        assertEquals("x 8", runs("x").getLast().value());
    }

    @Test
    void noMoreThanABoundedNumberWaits() {
        configure("x");
        joined.complete(1L);
        int bound = AlertLane.RUNNING_MAX + AlertLane.WAITING_MAX;
        IntStream.range(0, bound + 50).forEach(number -> change(Integer.toString(number)));
        change("last");
        configure("x", "y");
        change("seen by another");
        await().until(() -> !runs("y").isEmpty());
        for (int ended = 0; ended < runs("x").size(); ended++) {
            runs("x").get(ended).end();
        }
        assertEquals(bound, runs("x").size());
        assertEquals("x " + (bound - 1), runs("x").getLast().value());
    }

    private void configure(String... alerts) {
        apply(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Edits(Stream.of(alerts)
                        .<ConfigurationEdit>map(id -> new ConfigurationEdit.PutAlert(alert(id)))
                        .toList()),
                "test"));
    }

    private static Alert alert(String id) {
        return new Alert(id, "/" + id, Optional.empty(), List.of(), List.of(),
                Optional.of(new Alert.Selection(
                        List.of(Alert.EventKind.ATTRIBUTES), List.of())),
                List.of());
    }

    private void change(String value) {
        apply(new Command.ChangeAttribute(new NodeId("b"), "rack", Optional.of(value)));
    }

    private void apply(Command command) {
        int before = cluster.events().size();
        cluster.accept(command);
        List<ClusterEvent> events =
                List.copyOf(cluster.events().subList(before, cluster.events().size()));
        listeners.forEach(listener -> listener.applied(cluster.state(), events));
    }

    private void awaitRuns(int number) {
        await().until(() -> runs.size() == number);
    }

    private List<String> values() {
        return runs.stream().map(Run::value).toList();
    }

    private List<Run> runs(String alert) {
        return runs.stream().filter(run -> run.call().alert().equals(alert)).toList();
    }

    private final class Told implements StateSource {
        @Override
        public ClusterState current() {
            return cluster.state();
        }

        @Override
        public AutoCloseable subscribe(Listener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    private static final class StillClock implements NodeClock {
        @Override
        public long bootNanos() {
            return 0;
        }

        @Override
        public Instant wall() {
            return Instant.EPOCH;
        }
    }
}
