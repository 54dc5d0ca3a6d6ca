// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.ocf;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.process.Captured;
import dev.mainstay.agent.process.Launcher;
import dev.mainstay.agent.process.Program;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.MetadataException.Reason;
import dev.mainstay.agent.standard.OcfExitCode;
import dev.mainstay.agent.standard.ResourceAgent;
import dev.mainstay.agent.tool.ToolGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** OCF agents: scripts that are called with an action, and told the rest by their environment. */
public final class OcfResourceAgent implements ResourceAgent {
    /** Line of the standard error by which an agent tells people why. */
    public static final String EXIT_REASON_PREFIX = OcfEnvironment.EXIT_REASON_PREFIX;

    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(30);

    private final OcfScripts scripts;
    private final OcfEnvironment environment;
    private final Launcher launcher;
    private final Map<AgentSpec, Described> described = new ConcurrentHashMap<>();

    private record Described(Path script, FileTime changed, AgentMetadata metadata) {}

    /**
     * @param roots folders with {@code provider/type}; earlier ones win
     * @param variables that every agent gets
     */
    public OcfResourceAgent(List<Path> roots, String nodeName, Map<String, String> variables,
            Launcher launcher) {
        this.scripts = new OcfScripts(roots);
        this.environment = new OcfEnvironment(nodeName, variables,
                roots.stream().map(Path::toString).collect(Collectors.joining(":")));
        this.launcher = launcher;
    }

    @Override
    public String standard() {
        return OcfScripts.STANDARD;
    }

    @Override
    public Invocation prepare(Operation operation) {
        AgentSpec agent = operation.agent();
        Optional<Path> script = scripts.find(agent);
        if (script.isEmpty()) {
            return new Invocation.Unavailable(OcfExitCode.INSTALLED, missing(agent));
        }
        if (!Files.isExecutable(script.get())) {
            return new Invocation.Unavailable(OcfExitCode.PERM, script.get()
                    + " is not executable");
        }
        Optional<Path> interpreter = OcfScripts.missingInterpreter(script.get());
        if (interpreter.isPresent()) {
            return new Invocation.Unavailable(OcfExitCode.INSTALLED,
                    script.get() + " needs " + interpreter.get() + ", which is not installed");
        }
        return new Invocation.Executable(
                new Program(List.of(script.get().toString(), operation.task().word()),
                        environment.ofOperation(operation)));
    }

    @Override
    public AgentMetadata metadata(AgentSpec agent) throws MetadataException, InterruptedException {
        Path script = scripts.find(agent)
                .orElseThrow(() -> new MetadataException(Reason.NO_SUCH_AGENT, missing(agent)));
        try {
            FileTime changed = Files.getLastModifiedTime(script);
            Optional<Described> known = Optional.ofNullable(described.get(agent))
                    .filter(kept -> kept.script().equals(script) && kept.changed().equals(changed));
            if (known.isPresent()) {
                return known.get().metadata();
            }
            AgentMetadata metadata = OcfMetadataReader.read(agent, print(agent, script));
            described.put(agent, new Described(script, changed, metadata));
            return metadata;
        } catch (IOException failure) {
            throw new MetadataException(Reason.UNUSABLE,
                    "the metadata of " + agent + " cannot be used: " + failure.getMessage(),
                    failure);
        }
    }

    private String print(AgentSpec agent, Path script) throws IOException, InterruptedException {
        Captured captured = Captured.run(launcher, new Program(
                List.of(script.toString(), "meta-data"), described(agent)),
                METADATA_TIMEOUT);
        if (captured.exitCode() != OcfExitCode.OK) {
            throw new IOException(script + " meta-data ended with exit code " + captured.exitCode()
                    + captured.errors().markedLine().map(reason -> ": " + reason).orElse(""));
        }
        return captured.output();
    }

    /**
     * What an agent says of itself does not depend on the cluster. Some ask tools nevertheless, and
     * would wait for an answer where no executor is there to give one.
     */
    private Map<String, String> described(AgentSpec agent) {
        Map<String, String> variables = new TreeMap<>(environment.ofAgent(agent));
        variables.remove(ToolGate.VARIABLE);
        return variables;
    }

    @Override
    public List<AgentSpec> list() {
        return scripts.list();
    }

    private String missing(AgentSpec agent) {
        return "no resource agent " + agent + " on this machine; looked in " + scripts.roots();
    }
}
