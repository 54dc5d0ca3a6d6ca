// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.template;

import picocli.CommandLine.Command;

/** The family of templates. */
@Command(
        name = "template",
        description = "Blueprints of resources, for 'resource create ID @TEMPLATE'.",
        subcommands = {
            TemplateCreateCommand.class, TemplateDeleteCommand.class, TemplateConfigCommand.class})
public final class TemplateCommand {}
