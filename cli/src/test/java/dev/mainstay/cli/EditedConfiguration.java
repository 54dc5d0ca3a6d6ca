// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.codec.ConfigurationCodec;
import dev.mainstay.codec.Decoded;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.state.ConfigurationChecker;
import dev.mainstay.state.ConfigurationEditor;
import dev.mainstay.state.Edited;

/** Does to a fake node's configuration what a real one does, checks included. */
final class EditedConfiguration {

    private EditedConfiguration() {}

    /** Runs a verb, which has to succeed, and lets the node have what it asked for. */
    static void apply(FakeNode node, String... words) {
        CommandRun run = CommandRun.of(node, words);
        if (run.exitCode() != 0) {
            throw new AssertionError(run);
        }
        node.configuration = edited(node.configuration, ConfigurationEdits.newBuilder()
                .addAllEdits(node.lastEdits()).build());
    }

    private static Configuration edited(Configuration before, ConfigurationEdits edits) {
        var result = ConfigurationEditor.apply(
                valid(ConfigurationCodec.decode(before)), valid(ConfigurationCodec.decode(edits)));
        return switch (result) {
            case Edited.Refused(var rejection) -> throw new AssertionError(rejection.message());
            case Edited.Done(var configuration) -> {
                var problems = ConfigurationChecker.check(configuration);
                if (!problems.isEmpty()) {
                    throw new AssertionError(problems);
                }
                yield ConfigurationCodec.encode(configuration);
            }
        };
    }

    private static <T> T valid(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Malformed<T> malformed -> throw new AssertionError(malformed.text());
        };
    }
}
