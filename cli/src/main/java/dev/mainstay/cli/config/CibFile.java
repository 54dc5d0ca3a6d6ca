// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import com.google.protobuf.ByteString;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes the documents that an administrator names. */
final class CibFile {

    private static final String STANDARD_INPUT = "-";

    private CibFile() {}

    /** @param name of a file, or {@code -} for what comes in on standard input */
    static ByteString read(String name) {
        try (InputStream input = name.equals(STANDARD_INPUT)
                ? System.in
                : Files.newInputStream(Path.of(name))) {
            return ByteString.readFrom(input);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.INPUT_OUTPUT, "There is no file " + name + ".", "");
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.INPUT_OUTPUT,
                    "The file " + name + " cannot be read: " + e.getMessage(), "");
        }
    }

    static void write(Path file, ByteString content) {
        try {
            Files.write(file, content.toByteArray());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.CANNOT_CREATE,
                    "The file " + file + " cannot be written: " + e.getMessage(), "");
        }
    }
}
