// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Optional;

/**
 * What the user says about where, when and with what resources run. Each kind names its resources
 * either one by one or by sets; texts are as written and absent where not given.
 */
public sealed interface Constraint {
    String id();

    /** Prefers or forbids machines. Either node and score, or rules. */
    record Location(
            String id,
            Optional<ResourceId> resource,
            Optional<String> pattern,
            List<ResourceSet> sets,
            Optional<NodeId> node,
            Optional<String> score,
            Optional<String> role,
            Optional<String> discovery,
            List<Rule> rules) implements Constraint {
        public Location {
            sets = List.copyOf(sets);
            rules = List.copyOf(rules);
        }
    }

    /** Says which action comes before which. */
    record Order(
            String id,
            Optional<ResourceId> first,
            Optional<ResourceId> then,
            Optional<String> firstAction,
            Optional<String> thenAction,
            Optional<String> firstInstance,
            Optional<String> thenInstance,
            Optional<String> kind,
            Optional<String> score,
            Optional<String> symmetrical,
            Optional<String> requireAll,
            List<ResourceSet> sets) implements Constraint {
        public Order {
            sets = List.copyOf(sets);
        }
    }

    /** Places a dependent resource with, or away from, a primary one. */
    record Colocation(
            String id,
            Optional<ResourceId> dependent,
            Optional<ResourceId> primary,
            Optional<String> dependentRole,
            Optional<String> primaryRole,
            Optional<String> dependentInstance,
            Optional<String> primaryInstance,
            Optional<String> score,
            Optional<String> nodeAttribute,
            Optional<String> influence,
            List<ResourceSet> sets) implements Constraint {
        public Colocation {
            sets = List.copyOf(sets);
        }
    }

    /** Lets a resource run only while this site holds a ticket. */
    record Ticket(
            String id,
            String ticket,
            Optional<ResourceId> resource,
            Optional<String> role,
            Optional<String> lossPolicy,
            List<ResourceSet> sets) implements Constraint {
        public Ticket {
            sets = List.copyOf(sets);
        }
    }
}
