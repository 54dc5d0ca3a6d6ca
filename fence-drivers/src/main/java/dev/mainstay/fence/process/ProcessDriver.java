// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.process;

import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.AgentDescription.Action;
import dev.mainstay.fence.driver.AgentDescription.Need;
import dev.mainstay.fence.driver.AgentDescription.Parameter;
import dev.mainstay.fence.driver.FenceDriver;
import dev.mainstay.fence.driver.Limit;
import dev.mainstay.fence.driver.Try;
import dev.mainstay.fence.driver.TryResult;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Fences nodes that are processes of this machine: SIGKILL to everything that carries the marker of
 * the node's session, again and again until nothing is found. For demonstrations and tests; it
 * proves nothing about nodes on other machines.
 */
public final class ProcessDriver implements FenceDriver {
    /** Name of the built-in agent. */
    public static final String AGENT = "fence_mainstay_process";
    /** Parameter: folder with one state folder per node, named as the node (or its port). */
    public static final String STATE_ROOT = "state_root";

    /**
     * A process that forks while the list is read may hide its child behind the reader once; the
     * child is found by the next reading.
     */
    private static final int EMPTY_SCANS = 2;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Optional<NodeSession> own;

    /** @param own the session that this driver itself belongs to, which it never kills */
    public ProcessDriver(Optional<NodeSession> own) {
        this.own = own;
    }

    @Override
    public List<String> agents() {
        return List.of(AGENT);
    }

    @Override
    public boolean claims(String agent) {
        return agent.equals(AGENT);
    }

    @Override
    public AgentDescription describe(String agent) {
        Parameter stateRoot = new Parameter(STATE_ROOT, "string", new Need(true, false, false), "",
                Optional.empty(), "Folder with the state folders of all nodes", List.of());
        return new AgentDescription(AGENT, "Kills the processes of a node on this machine",
                "For clusters whose nodes are processes of one machine. A node's state folder is"
                        + " " + STATE_ROOT + "/<node>, or what pcmk_host_map says for <node>.",
                List.of(stateRoot),
                List.of(Action.named("off"), Action.named("reboot"), Action.named("status"),
                        Action.named("monitor"), Action.named("list"),
                        Action.named("validate-all")),
                "");
    }

    @Override
    public TryResult attempt(Try order, Limit limit) {
        Optional<Path> root = Optional.ofNullable(order.parameters().get(STATE_ROOT))
                .filter(text -> text.startsWith("/"))
                .map(Path::of);
        if (root.isEmpty()) {
            return new TryResult.NotRun(STATE_ROOT + " is not set to an absolute path");
        }
        try {
            return switch (order.action()) {
                case "off", "reboot" -> kill(session(order, root.get()), limit);
                case "status" -> new TryResult.Ended(
                        session(order, root.get()).processes().isEmpty() ? TryResult.IS_OFF
                                : TryResult.OK,
                        "", "");
                case "monitor", "validate-all" -> Files.isDirectory(root.get())
                        ? new TryResult.Ended(TryResult.OK, "", "")
                        : new TryResult.Ended(TryResult.FAILED, "", root.get()
                                + " is not a folder of this machine");
                case "list" -> new TryResult.Ended(TryResult.OK, list(root.get()), "");
                default -> new TryResult.NotRun(AGENT + " has no action " + order.action());
            };
        } catch (IOException failure) {
            return new TryResult.Ended(TryResult.FAILED, "", String.valueOf(failure.getMessage()));
        }
    }

    private static NodeSession session(Try order, Path root) {
        return NodeSession.of(order.node(), root.resolve(order.port()));
    }

    private TryResult kill(NodeSession session, Limit limit) throws IOException {
        if (own.isPresent() && own.get().equals(session)) {
            return new TryResult.NotRun("a node does not fence itself with this driver");
        }
        int killed = 0;
        int emptyScans = 0;
        while (emptyScans < EMPTY_SCANS) {
            Optional<Limit.Reason> stop = limit.reached();
            if (stop.isPresent()) {
                return new TryResult.Stopped(stop.get(), killed + " processes killed so far");
            }
            List<ProcessHandle> processes = session.processes();
            if (processes.contains(ProcessHandle.current())) {
                return new TryResult.NotRun("this process itself belongs to " + session.marker());
            }
            emptyScans = processes.isEmpty() ? emptyScans + 1 : 0;
            for (ProcessHandle process : processes) {
                // The handle remembers when its process began, so no later one is hit.
                killed += process.destroyForcibly() ? 1 : 0;
            }
            if (!processes.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return new TryResult.Ended(TryResult.OK, "", "no process of " + session.marker()
                + " is left; signals sent: " + killed);
    }

    private static String list(Path root) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
            folders.forEach(folder -> names.add(String.valueOf(folder.getFileName())));
        }
        return String.join("\n", names);
    }
}
