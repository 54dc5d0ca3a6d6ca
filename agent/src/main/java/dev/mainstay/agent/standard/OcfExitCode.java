// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

/** Exit codes of the OCF resource agent API that this agent itself gives or judges by. */
public final class OcfExitCode {
    public static final int OK = 0;
    public static final int GENERIC = 1;
    public static final int ARGS = 2;
    public static final int UNIMPLEMENTED = 3;
    public static final int PERM = 4;
    public static final int INSTALLED = 5;
    public static final int NOT_RUNNING = 7;
    public static final int RUNNING_PROMOTED = 8;
    public static final int DEGRADED = 190;
    public static final int DEGRADED_PROMOTED = 191;

    private OcfExitCode() {}
}
