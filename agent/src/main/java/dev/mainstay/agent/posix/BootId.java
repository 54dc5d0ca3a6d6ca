// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's name for the present boot. Process ids mean something within one boot only. */
public final class BootId {
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    public static String current() throws IOException {
        return Files.readString(FILE, StandardCharsets.US_ASCII).strip();
    }
}
