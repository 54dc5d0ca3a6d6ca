// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

/** The exit codes of Pacemaker's tools that ours use too; agents compare them. */
final class ExitStatus {
    /** CRM_EX_ERROR. */
    static final int ERROR = 1;

    /** CRM_EX_UNIMPLEMENT_FEATURE: the tool or option is not offered. */
    static final int UNIMPLEMENTED = 3;

    /** CRM_EX_USAGE: no such option, or one is missing. */
    static final int USAGE = 64;

    /** CRM_EX_DATAERR: a value is not what it has to be. */
    static final int DATA = 65;

    /** CRM_EX_NOSUCH: what was asked for is not there. */
    static final int NO_SUCH = 105;

    private ExitStatus() {}
}
