// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.tidy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of the repository: its path from the top folder, with slashes, and its lines. */
record SourceFile(String path, List<String> lines) {

    static SourceFile read(Path root, Path file) throws IOException {
        // Some test inputs are damaged on purpose: bytes that are no UTF-8 must not stop the check.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return new SourceFile(root.relativize(file).toString(), text.lines().toList());
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    /** The text before the given line number, counting from 1, as it is named in messages. */
    String at(int number) {
        return path + ":" + number;
    }
}
