// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.tag;

import picocli.CommandLine.Command;

/** The family of tags. */
@Command(
        name = "tag",
        description = "Names for lists of resources, which constraints may use.",
        subcommands = {
            TagCreateCommand.class, TagUpdateCommand.class, TagDeleteCommand.class,
            TagConfigCommand.class})
public final class TagCommand {}
