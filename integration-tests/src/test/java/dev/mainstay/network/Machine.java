// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cluster.ShellSession;
import dev.mainstay.launcher.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One machine: while it has power, a network namespace behind its cable and a process that all of
 * its processes descend from. Its disk is a folder and outlives it.
 */
final class Machine {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(3);

    private final Lab lab;
    private final int number;
    private final ClaimLedger ledger;
    private final Cable cable = new Cable();
    private int boots;
    private Optional<NetworkNamespace> network = Optional.empty();
    private Optional<FrameRelay> relay = Optional.empty();
    private Optional<Process> power = Optional.empty();

    Machine(Lab lab, int number, ClaimLedger ledger) {
        this.lab = lab;
        this.number = number;
        this.ledger = ledger;
        // The end of the cable at the bridge stays; the machine's end goes with its power.
        lab.bridge().ip("link", "add", bridgeEnd(), "type", "veth", "peer", "name", port());
        lab.bridge().ip("link", "set", port(), "master", "bridge", "up");
        lab.bridge().ip("link", "set", bridgeEnd(), "up");
    }

    String name() {
        return "n" + number;
    }

    String address() {
        return Lab.NETWORK + number;
    }

    Path folder() {
        return lab.folder().resolve(name());
    }

    Path log() {
        return lab.folder().resolve(name() + ".log");
    }

    Cable cable() {
        return cable;
    }

    /** Plugs it in: it has a network, and nothing runs on it yet. */
    synchronized NetworkNamespace connect() {
        if (network.isEmpty()) {
            NetworkNamespace made = NetworkNamespace.create(lab.prefix() + name());
            network = Optional.of(made);
            Program.run("ip", "link", "add", "eth0", "netns", made.name(), "address",
                    "02:00:00:00:00:0" + number, "type", "veth", "peer", "name", machineEnd(),
                    "netns", lab.bridge().name());
            made.ip("addr", "add", address() + "/24", "dev", "eth0");
            made.ip("link", "set", "lo", "up");
            made.ip("link", "set", "eth0", "up");
            relay = Optional.of(
                    FrameRelay.open(lab.bridge(), machineEnd(), bridgeEnd(), cable));
            setLink();
        }
        return network.orElseThrow();
    }

    /** Turns the power on, where it is off; the daemon starts as the machine does. */
    synchronized void powerOn() {
        if (power.isPresent()) {
            return;
        }
        boots++;
        List<String> command = new ArrayList<>(connect().prefix());
        command.addAll(List.of("unshare", "--pid", "--mount", "--ipc", "--fork",
                "--kill-child=KILL", "--mount-proc", "--propagation", "private", "--",
                lab.program("machine-init").toString(), name(), Integer.toString(boots),
                Lab.SERVICE_ADDRESS, log().toString(), folder() + ".disk"));
        command.addAll(JavaCommand.START);
        command.addAll(List.of("node", "run", "--dir", folder().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
        try {
            power = Optional.of(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes the power away; when this returns none of its processes is left, nor an address. */
    synchronized void powerOff() {
        network.ifPresent(made -> {
            // First what the others could see of it.
            lab.bridge().ip("link", "del", machineEnd());
            power.ifPresent(Machine::end);
            ledger.note(name(), boots, "off");
            made.delete();
            relay.ifPresent(FrameRelay::close);
        });
        power = Optional.empty();
        network = Optional.empty();
        relay = Optional.empty();
    }

    synchronized boolean isOn() {
        return power.isPresent();
    }

    // The first process of a process namespace takes all others with it, and its parent here ends
    // only after the kernel has waited for each of them.
    private static void end(Process process) {
        try {
            do {
                process.children().forEach(ProcessHandle::destroyForcibly);
            } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Pulls the cable, or plugs it in. */
    synchronized void cut(boolean now) {
        cable.cut(now);
        if (network.isPresent()) {
            setLink();
        }
    }

    private void setLink() {
        lab.bridge().ip("link", "set", machineEnd(), cable.isCut() ? "down" : "up");
    }

    /** Kills the daemon alone; what it has started runs on, and the machine starts it again. */
    void killDaemon() {
        signal("KILL", line -> line.contains(" node run --dir "));
    }

    /** Kills a part of the service, where it runs here. */
    void killService(Fault.Part part) {
        boolean killed = signal("KILL", line -> line.contains(part.commandLine()));
        if (killed && part == Fault.Part.CLAIM) {
            synchronized (this) {
                ledger.note(name(), boots, "killed");
            }
        }
    }

    /** Stops the whole machine in its tracks, or lets it go on, as a hypervisor may. */
    void pause(boolean now) {
        signal(now ? "STOP" : "CONT", line -> true);
    }

    private boolean signal(String name, Predicate<String> commandLine) {
        List<String> found = processes().stream()
                .filter(process -> process.info().commandLine().filter(commandLine).isPresent())
                .map(process -> Long.toString(process.pid()))
                .toList();
        if (!found.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + name));
            command.addAll(found);
            try {
                Program.run(command.toArray(String[]::new));
            } catch (IllegalStateException gone) {
                // One of them ended by itself in the meantime; the others got the signal.
            }
        }
        return !found.isEmpty();
    }

    /** All of its processes, below the one that stands for its power. */
    List<ProcessHandle> processes() {
        Optional<Process> present;
        synchronized (this) {
            present = power;
        }
        return present.stream().flatMap(Process::descendants).toList();
    }

    /** The command on this machine's console. */
    String mainstay(String... arguments) {
        List<String> command = new ArrayList<>(JavaCommand.START);
        command.addAll(List.of(arguments));
        return Program.run(Map.of("MAINSTAY_DIR", folder().toString()), command);
    }

    /** A shell on this machine, as root, with {@code mainstay} on its path. */
    ShellSession console() {
        ProcessHandle init = processes().getFirst();
        ProcessBuilder builder = new ProcessBuilder("nsenter", "--target",
                Long.toString(init.pid()), "--mount", "--pid", "--net", "--ipc", "--wdns=/", "bash",
                "--norc");
        builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
        builder.environment().put("MAINSTAY_DIR", folder().toString());
        try {
            return new ShellSession(builder, Files.createDirectories(
                    lab.folder().resolve("commands")), JavaCommand.START);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Types one command on a console; it has to succeed. */
    void type(String command) {
        try (ShellSession console = console()) {
            ShellSession.Ran ran = console.type(command);
            if (ran.exitCode() != 0) {
                throw new IllegalStateException(name() + "# " + command + ": " + ran);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Makes it a member, over its own network, with agents of the lab beside Debian's.
     *
     * @param settings more lines for the node's own settings
     */
    void join(String verb, String nameOrToken, String settings) {
        List<String> command = new ArrayList<>(connect().prefix());
        command.addAll(JavaCommand.START);
        command.addAll(List.of("cluster", verb, nameOrToken, "--node", name(), "--address",
                address(), "--dir", folder().toString()));
        Program.run(Map.of(), command);
        try {
            Path file = folder().resolve("node.yaml");
            Files.writeString(file, Files.readString(file)
                    + "agent-roots: [/usr/lib/ocf/resource.d, " + lab.agentRoot() + "]\n"
                    + "fence-agent-roots: [" + lab.folder().resolve("bin") + "]\n"
                    + settings);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A connection to the local socket, which needs no network. */
    ClusterClient api() {
        Endpoint endpoint = new Endpoint.Socket(folder().resolve("api.sock"));
        return new ClusterClient(endpoint, new NettyChannels().open(endpoint), CALL_LIMIT);
    }

    @Override
    public String toString() {
        return name();
    }

    private String machineEnd() {
        return name();
    }

    private String bridgeEnd() {
        return "to-" + name();
    }

    private String port() {
        return "port-" + name();
    }
}
