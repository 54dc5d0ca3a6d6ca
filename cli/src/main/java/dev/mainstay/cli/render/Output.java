// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import com.google.protobuf.Message;
import java.io.PrintWriter;
import java.util.function.Function;

/** Where a verb's answer goes and in which form. */
public record Output(PrintWriter out, PrintWriter err, OutputFormat format, Palette palette) {

    /** Shows a reply: all of its fields as a document, or the text made for people. */
    public void show(Message reply, Function<Palette, String> text) {
        tree(format == OutputFormat.text ? "" : MessageTree.complete(reply), text);
    }

    /** Shows a document that a verb has made for the purpose. */
    public void tree(Object tree, Function<Palette, String> text) {
        out.print(switch (format) {
            case text -> text.apply(palette);
            case json -> Documents.json(tree);
            case yaml -> Documents.yaml(tree);
        });
        out.flush();
    }

    /** Says something beside the answer, such as a warning, that no script should have to skip. */
    public void remark(String line) {
        err.println(line);
        err.flush();
    }
}
