// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a stand-in wrote of its call: each field as its length, a line feed and its bytes. */
final class CallFile {
    /** More than a command line can be long. */
    private static final long BYTES_MAX = 4L << 20;

    /** The tool's name and the resource instance come before the arguments. */
    private static final int FIELDS_BEFORE_ARGUMENTS = 2;

    private final byte[] content;
    private int position;

    private CallFile(byte[] content) {
        this.content = content;
    }

    /** @throws IOException when the file cannot be read, or no stand-in has written it */
    static ToolCall read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(file + " is longer than a call can be");
        }
        CallFile call = new CallFile(Files.readAllBytes(file));
        List<String> fields = new ArrayList<>();
        while (call.position < call.content.length) {
            fields.add(call.field());
        }
        if (fields.size() < FIELDS_BEFORE_ARGUMENTS) {
            throw new IOException(file + " names no tool");
        }
        return new ToolCall(fields.get(0), fields.get(1),
                fields.subList(FIELDS_BEFORE_ARGUMENTS, fields.size()));
    }

    private String field() throws IOException {
        int length = 0;
        int digits = 0;
        while (position < content.length && content[position] != '\n') {
            int digit = content[position] - '0';
            if (digit < 0 || digit > 9 || ++digits > 7) {
                throw new IOException("no length at byte " + position);
            }
            length = length * 10 + digit;
            position++;
        }
        int begin = position + 1;
        if (digits == 0 || begin + length >= content.length || content[begin + length] != '\n') {
            throw new IOException("a field is cut off at byte " + position);
        }
        position = begin + length + 1;
        return new String(content, begin, length, StandardCharsets.UTF_8);
    }
}
