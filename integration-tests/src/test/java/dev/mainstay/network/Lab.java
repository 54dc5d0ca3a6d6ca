// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The machines' surroundings: a bridge in a namespace of its own, a client on it, a folder that all
 * machines share, and the switch that feeds them. All names begin with one prefix, and a process
 * apart removes everything of that prefix when this lab is closed or its process is gone.
 */
final class Lab implements AutoCloseable {

    /** The network, up to the last number of an address. */
    static final String NETWORK = "10.77.0.";
    /** The service's address, wherever it runs. */
    static final String SERVICE_ADDRESS = NETWORK + "100";

    private static final String CLIENT_ADDRESS = NETWORK + "200";
    private static final List<String> AGENTS =
            List.of("machine-init", "claim-ledger", "fence_power_switch", "sweeper");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix;
    private final Path folder;
    private final Process sweeper;
    private final NetworkNamespace bridge;
    private final NetworkNamespace client;
    private final List<Machine> machines;
    private final PowerSwitch power;

    private Lab(int size) throws IOException {
        prefix = "mst" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + "-";
        folder = Files.createTempDirectory(prefix);
        for (String agent : AGENTS) {
            install(agent, agent.equals("claim-ledger") ? "ocf/test" : "bin");
        }
        sweeper = new ProcessBuilder("setsid", folder.resolve("bin/sweeper").toString(), prefix,
                folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        bridge = NetworkNamespace.create(prefix + "bridge");
        bridge.ip("link", "add", "bridge", "type", "bridge");
        bridge.ip("link", "set", "bridge", "up");
        client = NetworkNamespace.create(prefix + "client");
        connectClient();
        ClaimLedger ledger = new ClaimLedger(Files.createDirectory(folder.resolve("shared")));
        machines = IntStream.rangeClosed(1, size)
                .mapToObj(number -> new Machine(this, number, ledger))
                .toList();
        power = new PowerSwitch(Files.createDirectory(folder.resolve("power")), machines);
    }

    /** Machines without power, their cables plugged in. */
    static Lab open(int machines) {
        try {
            return new Lab(machines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String prefix() {
        return prefix;
    }

    Path folder() {
        return folder;
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    Path agentRoot() {
        return folder.resolve("ocf");
    }

    NetworkNamespace bridge() {
        return bridge;
    }

    NetworkNamespace client() {
        return client;
    }

    List<Machine> machines() {
        return machines;
    }

    PowerSwitch power() {
        return power;
    }

    ClaimLedger ledger() {
        return new ClaimLedger(folder.resolve("shared"));
    }

    private void connectClient() {
        Program.run("ip", "link", "add", "eth0", "netns", client.name(), "type", "veth", "peer",
                "name", "client", "netns", bridge.name());
        bridge.ip("link", "set", "client", "master", "bridge", "up");
        client.ip("addr", "add", CLIENT_ADDRESS + "/24", "dev", "eth0");
        client.ip("link", "set", "eth0", "up");
    }

    private void install(String name, String below) throws IOException {
        Path target = Files.createDirectories(folder.resolve(below)).resolve(name);
        try (InputStream source = Lab.class.getResourceAsStream("/network/" + name)) {
            if (source == null) {
                throw new IOException("no resource network/" + name);
            }
            Files.write(target, source.readAllBytes());
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Returns when nothing of it is left. */
    @Override
    public void close() {
        power.close();
        machines.forEach(Machine::powerOff);
        try {
            sweeper.getOutputStream().close();
            sweeper.waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
