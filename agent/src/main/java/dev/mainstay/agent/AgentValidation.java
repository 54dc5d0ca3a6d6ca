// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.process.Captured;
import dev.mainstay.agent.process.Launcher;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.MetadataException;
import dev.mainstay.agent.standard.MetadataException.Reason;
import dev.mainstay.agent.standard.OcfExitCode;
import dev.mainstay.agent.standard.ParameterCheck;
import dev.mainstay.agent.standard.ParameterCheck.Problem;
import dev.mainstay.agent.standard.ResourceAgents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the parameters of a resource that does not exist yet. */
final class AgentValidation {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ResourceAgents agents;
    private final Launcher launcher;

    AgentValidation(ResourceAgents agents, Launcher launcher) {
        this.agents = agents;
        this.launcher = launcher;
    }

    /** Whether the agent is asked, besides its metadata. */
    enum Depth {
        METADATA, VALIDATE_ALL
    }

    /** @param exitCode of validate-all; 0 where it was not run */
    record Verdict(List<Problem> problems, int exitCode) {}

    Verdict judge(AgentSpec agent, String resource, Map<String, String> parameters,
            Duration timeout, Depth depth) throws MetadataException, InterruptedException {
        AgentMetadata metadata = agents.metadata(agent);
        List<Problem> problems =
                new ArrayList<>(ParameterCheck.problems(metadata, parameters));
        if (depth == Depth.METADATA || !metadata.offers(Task.VALIDATE_ALL.word())) {
            return new Verdict(problems, OcfExitCode.OK);
        }
        Operation operation = new Operation(resource.isEmpty() ? agent.type() : resource, agent,
                Task.VALIDATE_ALL, parameters, Map.of(), Map.of(),
                timeout.isZero() ? TIMEOUT : timeout, Duration.ZERO);
        int exitCode = switch (agents.prepare(operation)) {
            case Invocation.Unavailable(var code, var reason) -> {
                problems.add(new Problem(Problem.Kind.REFUSED_BY_AGENT, "", reason));
                yield code;
            }
            case Invocation.Executable executable -> ask(operation, executable, problems);
            // No service that is asked has an opinion of its own on parameters.
            case Invocation.Asking _ -> OcfExitCode.OK;
        };
        return new Verdict(problems, exitCode);
    }

    private int ask(Operation operation, Invocation.Executable executable, List<Problem> problems)
            throws MetadataException, InterruptedException {
        try {
            Captured captured = Captured.run(launcher, executable.program(), operation.timeout());
            if (captured.exitCode() != OcfExitCode.OK) {
                problems.add(new Problem(Problem.Kind.REFUSED_BY_AGENT, "",
                        captured.errors()
                                .markedLine()
                                .orElseGet(() -> operation.agent()
                                        + " validate-all ended with exit code "
                                        + captured.exitCode())));
            }
            return captured.exitCode();
        } catch (IOException failure) {
            throw new MetadataException(Reason.UNUSABLE,
                    "validate-all cannot be run: " + failure.getMessage(), failure);
        }
    }
}
