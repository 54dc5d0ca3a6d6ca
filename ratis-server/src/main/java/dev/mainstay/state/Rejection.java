// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/** Why a command had no effect. One mapper in the API turns each into a status for the caller. */
public sealed interface Rejection {

    /** What was wrong, where, and what to do, for a person. */
    String message();

    /** The caller worked from another revision than the current one. */
    record StaleRevision(long expected, long actual) implements Rejection {
        @Override
        public String message() {
            return "the change was made from revision " + expected
                    + " but the configuration is at revision " + actual
                    + ": read it again and repeat the change";
        }
    }

    /** @param element the id or name that is taken */
    record AlreadyExists(String element, String message) implements Rejection {}

    record NotFound(String element, String message) implements Rejection {}

    /** A value is wrong wherever and whenever it is used. */
    record Invalid(String element, String message) implements Rejection {}

    /** Right in itself, but not possible in the present state. */
    record NotPossibleNow(String message) implements Rejection {}

    /** A leader-authored command of another term, or about another incarnation. */
    record Outdated(String message) implements Rejection {}

    /** A limit of {@code Limits} would be exceeded. */
    record LimitExceeded(String limit, long allowed, long actual) implements Rejection {
        @Override
        public String message() {
            return limit + " is limited to " + allowed + ", this needs " + actual;
        }
    }
}
