// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.time.Duration;

/** What bounds the state. An entry that would exceed a limit is rejected, it never fails. */
public final class Limits {

    /** Revisions that can be read and restored; changes are made by people, so this is weeks. */
    public static final int KEPT_REVISIONS = 100;

    /** Elements over all kept revisions: keeps the history of a huge configuration small. */
    public static final int KEPT_ELEMENTS = 500_000;

    /** Elements (resources, constraints, ...) of one configuration: ten times the tested size. */
    public static final int CONFIGURATION_ELEMENTS = 100_000;

    /** Outcomes kept for retries; a client retries for seconds. */
    public static final int KEPT_OUTCOMES = 4_096;

    public static final Duration KEPT_OUTCOME_AGE = Duration.ofHours(1);

    /** Large things that may be staged at the same time: one by the leader, some by clients. */
    public static final int STAGES = 8;

    public static final int STAGE_PARTS = 1_024;

    /** Bytes over all stages. */
    public static final long STAGED_BYTES = 256L * 1024 * 1024;

    public static final int TRANSITION_STEPS = 1_000_000;

    /** Pacemaker keeps as many fencing records. */
    public static final int KEPT_FENCINGS = 500;

    public static final int JOIN_TOKENS = 256;

    public static final int MEMBERS = 1_024;

    /** Members that were removed are remembered for ever; machines are replaced over years. */
    public static final int REMOVED_MEMBERS = 100_000;

    public static final int MOVES = 1_024;

    public static final int TICKETS = 1_024;

    /** Transient attributes of a node; agents set a handful for each resource. */
    public static final int NODE_ATTRIBUTES = 100_000;

    /** Changes of attributes in one entry: of a burst, what a node gathers in half a second. */
    public static final int CHANGED_ATTRIBUTES = 1_000;

    /** Characters of a name, id or value that is not part of the configuration. */
    public static final int TEXT_LENGTH = 65_536;

    /** Instances or records that one entry may report. */
    public static final int REPORTED = 100_000;

    private Limits() {}
}
