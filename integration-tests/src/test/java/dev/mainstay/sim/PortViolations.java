// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.agent.action.JournalEvent;
import dev.mainstay.agent.codec.JournalCodec;
import dev.mainstay.leader.Planner;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Outcome;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.TransitionGraph;
import dev.mainstay.transition.TransitionProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Violations of rules that leaders, executors and agents keep, planted at the ports. */
final class PortViolations {

    private PortViolations() {}

    /**
     * Plans are made and adopted as if nothing but fencing was in flight. With the leader's half
     * alone, apply makes up for so much that thousands of seeds tell nothing.
     */
    static Planted plansWithoutWhatIsInFlight() {
        return new Planted() {
            @Override
            Applying everywhere(Applying real) {
                return (state, entry) -> {
                    Applied applied = entry.command() instanceof Command.AdoptTransition
                            ? real.apply(withFencingAlone(state), entry)
                            : real.apply(state, entry);
                    return applied.outcome() instanceof Outcome.Accepted
                            ? applied
                            : real.apply(state, entry);
                };
            }

            @Override
            Planner planner(Planner planner) {
                return (state, now) -> planner.plan(withFencingAlone(state), now);
            }
        };
    }

    private static ClusterState withFencingAlone(ClusterState state) {
        SortedMap<ActionId, InFlightAction> fencing = new TreeMap<>();
        state.inFlight().forEach((id, action) -> {
            if (action.action() instanceof FenceAction) {
                fencing.put(id, action);
            }
        });
        return States.with(state, TransitionProgress.restore(state.progress().id(),
                TransitionGraph.EMPTY, new TreeMap<>(), fencing, new TreeMap<>()));
    }

    /** The executor reads old states and does not learn how new one has to be. */
    static Planted executesOldStates() {
        return new Planted() {
            @Override
            LeaseClient leases(LeaseClient client, World world, NodeId node) {
                return renewal -> client.renew(renewal).thenApply(
                        reply -> reply instanceof Reply.Granted granted
                                ? new Reply.Granted(granted.term(), 0, granted.leaseMillis())
                                : reply);
            }

            @Override
            StateSource states(StateSource states, NodeId node, World world) {
                return new OldStates(states, world.time());
            }
        };
    }

    /** Intents are not written, so nobody knows of what a killed agent left running. */
    static Planted forksWithoutIntent() {
        return new Planted() {
            @Override
            SimulatedDisk disk(VirtualTime time, Chance chance) {
                return new SimulatedDisk(time, chance) {
                    @Override
                    void append(byte[] content) {
                        if (!isIntent(content)) {
                            super.append(content);
                        }
                    }
                };
            }
        };
    }

    private static boolean isIntent(byte[] content) {
        try {
            return JournalCodec.decode(content) instanceof JournalEvent.Intended;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Orders carry an endless lease, and the agent hears of no lapse. */
    static Planted ordersWithoutDeadline() {
        return new Planted() {
            @Override
            AgentClient agent(AgentClient line, VirtualProcess process) {
                return new ChangedAgent(line) {
                    @Override
                    public CompletableFuture<ActionResult> execute(Order order) {
                        return super.execute(new Order(order.epoch(), order.id(),
                                order.instance(), order.agent(), order.task(),
                                order.operationKey(), order.intervalMillis(),
                                order.timeoutMillis(), order.targetExitCode(),
                                order.parameters(), order.meta(), order.environment(),
                                order.digests(),
                                order.leaseDeadline().isPresent()
                                        ? OptionalLong.of(Long.MAX_VALUE / 2)
                                        : order.leaseDeadline(),
                                order.configurationRevision()));
                    }

                    @Override
                    public void updateLease(long epoch, long deadlineBootNanos) {
                        super.updateLease(epoch, Long.MAX_VALUE / 2);
                    }

                    @Override
                    public void cancel(long epoch, ActionId action) {
                        // Nor of an order that is taken back.
                    }
                };
            }
        };
    }

    /** An agent works for whoever asks, as if the newest master had asked. */
    static Planted obeysFormerMasters() {
        return new Planted() {
            @Override
            long epoch(long ordered, long attached) {
                return attached;
            }
        };
    }

    /** An agent is told of monitors once, and never again of changes. */
    static Planted tellsOfMonitorsOnce() {
        return new Planted() {
            @Override
            AgentClient agent(AgentClient line, VirtualProcess process) {
                return new ChangedAgent(line) {
                    private boolean told;

                    @Override
                    public CompletableFuture<Boolean> setMonitors(
                            long epoch, List<Monitor> monitors) {
                        if (told) {
                            return CompletableFuture.completedFuture(true);
                        }
                        told = !monitors.isEmpty();
                        return super.setMonitors(epoch, monitors);
                    }
                };
            }
        };
    }

    /** The agent takes what the machine orders alone for something that it has done before. */
    static Planted stopsNothingAlone() {
        return new Planted() {
            @Override
            AgentClient agent(AgentClient line, VirtualProcess process) {
                return new ChangedAgent(line) {
                    @Override
                    public CompletableFuture<ActionResult> execute(Order order) {
                        return order.id().transition() == 0
                                ? CompletableFuture.completedFuture(
                                        new ActionResult.NotBegun("done before"))
                                : super.execute(order);
                    }
                };
            }
        };
    }

    /** The report after a lapse counts as recorded although it is not. */
    static Planted worksOnAfterLapse() {
        return new Planted() {
            @Override
            Proposer proposer(Proposer proposer, World world) {
                return proposal -> proposal.command() instanceof Command.ReconcileLocal
                        ? CompletableFuture.completedFuture(new Proposed.Applied(0,
                                new Outcome.Accepted(0, 0)))
                        : proposer.propose(proposal);
            }
        };
    }
}
