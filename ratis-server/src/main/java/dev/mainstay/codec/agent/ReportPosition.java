// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

/** The last report that was taken in from one run of an agent. */
public record ReportPosition(String agentInstance, long sequence) {

    /** Before the first report of any run. */
    public static final ReportPosition START = new ReportPosition("", 0);
}
