// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Feeds the machines: takes the orders of {@code fence_power_switch} out of a folder and carries
 * them out. Orders reach it whatever the machines' cables are like.
 */
final class PowerSwitch implements AutoCloseable {

    private static final long PERIOD_NANOS = 15_000_000;
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int IS_OFF = 2;

    /** A machine that was switched off or on and off, and on whose behalf. */
    record Cut(double seconds, String machine, String action, String sender) {}

    private record Answer(int code, String text) {}

    private final Path folder;
    private final List<Machine> machines;
    private final List<Cut> cuts = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    PowerSwitch(Path folder, List<Machine> machines) {
        this.folder = folder;
        this.machines = machines;
        thread = Thread.ofPlatform().daemon().name("power-switch").start(this::run);
    }

    Path folder() {
        return folder;
    }

    /** What was switched off since the beginning, in its order. */
    synchronized List<Cut> cuts() {
        return List.copyOf(cuts);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            for (Path order : orders()) {
                try {
                    Path working = order.resolveSibling(order.getFileName() + ".taken");
                    Files.move(order, working);
                    Thread.ofPlatform().daemon().start(() -> carryOut(working));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    private List<Path> orders() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.order")) {
            entries.forEach(found::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }

    private void carryOut(Path order) {
        try {
            String[] words = Files.readString(order).strip().split(" ");
            Answer answer = answer(words[0], words[1], words.length > 2 ? words[2] : "?");
            String base = order.toString().replace(".order.taken", "");
            Path written = Files.writeString(Path.of(base + ".new"),
                    answer.code() + "\n" + answer.text() + "\n");
            Files.delete(order);
            Files.move(written, Path.of(base + ".answer"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Answer answer(String action, String name, String sender) {
        Optional<Machine> machine =
                machines.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
        return switch (action) {
            case "monitor" -> new Answer(DONE, "");
            case "list" -> new Answer(DONE, machines.stream().map(Machine::name)
                    .collect(Collectors.joining(",\n", "", ",")));
            case "status" -> machine.map(known -> new Answer(known.isOn() ? DONE : IS_OFF, ""))
                    .orElse(new Answer(FAILED, "no machine " + name));
            case "on", "off", "reboot" -> machine.map(known -> turn(known, action, sender))
                    .orElse(new Answer(FAILED, "no machine " + name));
            default -> new Answer(FAILED, "no action " + action);
        };
    }

    private Answer turn(Machine machine, String action, String sender) {
        if (closed) {
            return new Answer(FAILED, "the switch is gone");
        }
        if (!action.equals("on")) {
            machine.powerOff();
            note(new Cut(SystemCalls.bootTimeSeconds(), machine.name(), action, sender));
        }
        if (!action.equals("off")) {
            machine.powerOn();
        }
        return new Answer(DONE, "");
    }

    private synchronized void note(Cut cut) {
        cuts.add(cut);
    }
}
