// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.requirement;

import dev.mainstay.tidy.SourceTree;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Something that a test needs and that a machine may lack. */
public enum Requirement {
    /** A client for web pages. */
    CURL("curl is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("curl");
        }
    },
    /** A bus of D-Bus that any user may start. */
    DBUS("package dbus is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("dbus-daemon");
        }
    },
    /** The resource agents of Debian's package resource-agents. */
    DEBIAN_AGENTS("package resource-agents is not installed") {
        @Override
        boolean isMet() {
            return Files.isExecutable(Path.of("/usr/lib/ocf/resource.d/heartbeat/Dummy"));
        }
    },
    /** The fence agents of Debian's package fence-agents. */
    DEBIAN_FENCE_AGENTS("package fence-agents is not installed") {
        @Override
        boolean isMet() {
            return Files.isExecutable(Path.of("/usr/sbin/fence_ipmilan"));
        }
    },
    /** {@code ip} and {@code ss} of iproute2. */
    IPROUTE("package iproute2 is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("ip") && isOnPath("ss");
        }
    },
    /** {@code modprobe} of kmod, which the agent of file systems wants even where it is idle. */
    MODPROBE("package kmod is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("modprobe");
        }
    },
    /** The web server of Debian's package nginx-light, or a larger one. */
    NGINX("package nginx-light is not installed") {
        @Override
        boolean isMet() {
            return Files.isExecutable(Path.of("/usr/sbin/nginx"));
        }
    },
    /** Pacemaker's schemas and tools, and {@code xmllint}, which holds documents against them. */
    PACEMAKER_SCHEMAS("packages pacemaker-cli-utils and libxml2-utils are not installed") {
        @Override
        boolean isMet() {
            return Files.isRegularFile(Path.of("/usr/share/pacemaker/pacemaker-3.9.rng"))
                    && isOnPath("crm_verify") && isOnPath("xmllint");
        }
    },
    /** The database server of Debian's package postgresql, of any version. */
    POSTGRESQL("package postgresql is not installed") {
        @Override
        boolean isMet() {
            return Files.isDirectory(Path.of("/usr/lib/postgresql"));
        }
    },
    /** A Python 3 interpreter. */
    PYTHON("python3 is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("python3");
        }
    },
    /** The store of Debian's package redis-server, and its client of redis-tools. */
    REDIS("package redis-server is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("redis-server") && isOnPath("redis-cli");
        }
    },
    /** The right to make network namespaces and to signal other users' processes. */
    ROOT("the tests do not run as root") {
        @Override
        boolean isMet() {
            try {
                return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** {@code systemd-analyze} of systemd, whether or not systemd runs. */
    SYSTEMD("package systemd is not installed") {
        @Override
        boolean isMet() {
            return isOnPath("systemd-analyze");
        }
    },
    /** The scheduler conformance cases, which lie beside a clone of this repository. */
    SHARED_CONFORMANCE("there is no " + SourceTree.conformance()) {
        @Override
        boolean isMet() {
            return Files.isRegularFile(SourceTree.conformance().resolve("score.py"));
        }
    };

    private final String missing;

    Requirement(String missing) {
        this.missing = missing;
    }

    /** Says what is missing, as the reason of a skipped or failed test. */
    public String missing() {
        return missing;
    }

    abstract boolean isMet();

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
