// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.failure;

/**
 * What the process ends with. From 64 on the numbers and their meaning are those of sysexits.h, so
 * that scripts can tell a typing error from a cluster that is not there.
 */
public enum ExitCode {
    OK(0, "done"),
    REFUSED(1, "the cluster refused it, or what was waited for failed"),
    INTERNAL(2, "a fault in Mainstay itself"),
    USAGE(64, "the command line is wrong"),
    DATA(65, "the input is wrong: an unknown agent, a missing or malformed value, a bad file"),
    UNAVAILABLE(69, "no node answers there"),
    CANNOT_CREATE(73, "a file or folder cannot be made"),
    INPUT_OUTPUT(74, "reading or writing failed"),
    TRY_AGAIN(75, "not now: no leader, a stale revision, or no answer in time"),
    PROTOCOL(76, "the node speaks another version of the protocol"),
    DENIED(77, "not allowed: wrong user or certificate"),
    CONFIGURATION(78, "a node's own settings are wrong"),
    /** That of timeout(1). */
    OVERDUE(124, "the change is made, but was not carried out within --wait");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** Half a sentence for the documentation. */
    public String meaning() {
        return meaning;
    }
}
