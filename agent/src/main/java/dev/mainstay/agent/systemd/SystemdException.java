// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import dev.mainstay.agent.standard.OcfExitCode;
import java.util.Set;

/** Systemd did not do what it was asked. */
public final class SystemdException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String SYSTEMD = "org.freedesktop.systemd1.";
    private static final String BUS = "org.freedesktop.DBus.Error.";
    private static final Set<String> NO_SUCH_UNIT = Set.of(SYSTEMD + "NoSuchUnit",
            SYSTEMD + "LoadFailed", SYSTEMD + "BadUnitSetting", SYSTEMD + "UnitMasked",
            BUS + "InvalidArgs");
    private static final Set<String> DENIED = Set.of(BUS + "AccessDenied",
            BUS + "InteractiveAuthorizationRequired", BUS + "AuthFailed");
    private static final Set<String> ABSENT = Set.of(BUS + "ServiceUnknown",
            BUS + "NameHasNoOwner", BUS + "Spawn.ServiceNotFound");
    private static final Set<String> SILENT = Set.of(BUS + "NoReply", BUS + "Timeout",
            BUS + "TimedOut", BUS + "Disconnected", BUS + "NoServer");

    /** What is known of the call's effect. */
    public enum Reason {
        /** It was not sent, so it has none. */
        UNREACHABLE,
        /** It may have had its effect, or have it later. */
        UNANSWERED,
        /** Systemd has answered, and has done nothing. */
        REFUSED
    }

    private final Reason reason;
    private final int exitCode;
    private final String text;

    private SystemdException(Reason reason, int exitCode, String message) {
        super(message);
        this.reason = reason;
        this.exitCode = exitCode;
        this.text = message;
    }

    static SystemdException unreachable(String why) {
        return new SystemdException(Reason.UNREACHABLE, OcfExitCode.GENERIC,
                "systemd is not reachable: " + why);
    }

    static SystemdException unanswered(String why) {
        return new SystemdException(Reason.UNANSWERED, OcfExitCode.GENERIC,
                "systemd does not answer: " + why);
    }

    /** From the name and the text of an error that came over the bus. */
    static SystemdException of(String name, String text) {
        if (ABSENT.contains(name)) {
            return unreachable(text);
        }
        // Names of other origin are made up by the library when the connection breaks.
        if (SILENT.contains(name) || !name.startsWith("org.freedesktop.")
                && !name.startsWith("System.Error.")) {
            return unanswered(text);
        }
        int exitCode = NO_SUCH_UNIT.contains(name) ? OcfExitCode.INSTALLED
                : DENIED.contains(name) ? OcfExitCode.PERM : OcfExitCode.GENERIC;
        return new SystemdException(Reason.REFUSED, exitCode, "systemd refuses: " + text);
    }

    @Override
    public String getMessage() {
        return text;
    }

    public Reason reason() {
        return reason;
    }

    /** The OCF exit code of an action that ends with this. */
    int exitCode() {
        return exitCode;
    }
}
