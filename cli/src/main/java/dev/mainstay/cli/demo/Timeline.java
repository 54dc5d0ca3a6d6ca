// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.demo.EventRecorder.Arrival;
import dev.mainstay.cli.demo.ServiceProbe.Answer;
import dev.mainstay.proto.v1.ClusterEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened after a node was killed, in milliseconds from the signal. */
record Timeline(long killNanos, List<Arrival> arrivals) {

    /** One line of it. */
    record Moment(long millis, String text) {

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("millis", millis);
            tree.put("event", text);
            return tree;
        }

        String line() {
            return String.format(Locale.ROOT, "%+6d ms  %s", millis, text);
        }
    }

    /** The events up to the service's answer, and the answer itself, in their order. */
    List<Moment> moments(String killed, Answer answer) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(0, "SIGKILL to all processes of " + killed));
        for (Arrival arrival : arrivals) {
            if (arrival.nanos() >= killNanos && arrival.nanos() <= answer.nanos()) {
                moments.add(new Moment(millis(arrival.nanos()), text(arrival.event())));
            }
        }
        moments.add(new Moment(millis(answer.nanos()),
                "the service answers again, from " + answer.node()));
        moments.sort(Comparator.comparingLong(Moment::millis));
        return moments;
    }

    /** The first event of a kind about a node since the kill. */
    Optional<ClusterEvent> first(String kind, String node) {
        return arrivals.stream()
                .filter(arrival -> arrival.nanos() >= killNanos)
                .map(Arrival::event)
                .filter(event -> event.getKind().equals(kind) && event.getNode().equals(node))
                .findFirst();
    }

    /** The first start of one of the service's parts on another node since the kill. */
    Optional<ClusterEvent> firstStartElsewhere(String killed) {
        return arrivals.stream()
                .filter(arrival -> arrival.nanos() >= killNanos)
                .map(Arrival::event)
                .filter(event -> event.getKind().equals("action-started")
                        && !event.getNode().equals(killed)
                        && isStartOfService(event))
                .findFirst();
    }

    long millis(long nanos) {
        return (nanos - killNanos) / 1_000_000;
    }

    private static boolean isStartOfService(ClusterEvent event) {
        return event.getResource().startsWith(DemoServices.WRITER + "_start_")
                || event.getResource().startsWith(DemoServices.SERVER + "_start_");
    }

    private static String text(ClusterEvent event) {
        String node = event.getNode();
        String subject = event.getResource();
        return switch (event.getKind()) {
            case "node-suspected" -> node + " is suspected to be lost";
            case "node-lost" -> node + " is lost: " + event.getDetail();
            case "transition-adopted" -> "a plan is adopted: " + event.getDetail();
            case "fencing-assigned" -> subject + " is to fence " + node;
            case "fencing-succeeded" -> node + " is fenced, with " + subject;
            case "node-settled" -> "nothing of " + node + " can be running any more";
            case "action-started" -> subject + " begins on " + node;
            case "action-done" -> subject + " is done on " + node;
            default -> Stream.of(event.getKind().replace('-', ' '), node, subject,
                    event.getDetail())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" · "));
        };
    }
}
