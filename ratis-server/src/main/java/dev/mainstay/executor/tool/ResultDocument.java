// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.cib.XmlText;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import java.util.List;

/** What a tool prints where XML is asked for. */
final class ResultDocument {
    /** The version of Pacemaker's output schema that these documents keep to. */
    private static final String API_VERSION = "2.25";

    private ResultDocument() {}

    /** @param request the tool's name */
    static ToolEffect of(String request, List<XmlElement> content) {
        return print(new XmlBuilder("pacemaker-result")
                .with("api-version", API_VERSION)
                .with("request", request)
                .children(content)
                .child(new XmlBuilder("status").with("code", "0").with("message", "OK").build())
                .build());
    }

    static ToolEffect print(XmlElement root) {
        try {
            return new Print(XmlText.lines(root));
        } catch (CibFormatException wrong) {
            return new Failure(ExitStatus.DATA, String.valueOf(wrong.getMessage()));
        }
    }
}
