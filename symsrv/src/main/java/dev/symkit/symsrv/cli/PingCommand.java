// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.cli;

import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import dev.symkit.symsrv.StorePing;
import dev.symkit.symsrv.session.ClientSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code symsrv ping}. */
@Command(name = "ping")
final class PingCommand implements Callable<Integer> {
    private final ToolContext context;
    private final Map<String, String> properties;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Parameters
    List<String> stores = new ArrayList<>();

    PingCommand(ToolContext context, Map<String, String> properties) {
        this.context = context;
        this.properties = properties;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        if (stores.isEmpty()) {
            throw UsageException.rule("A store is required with ping.");
        }
        int exit = SymSrvErrors.FOUND;
        try (ClientSession session = common.open(context, properties, Watcher.withoutBar(context, common))) {
            for (String store : stores) {
                StorePing ping = session.client().ping(store);
                tell(ClientSession.masked(store), ping);
                exit = ping.reachable() ? exit : SymSrvErrors.UNAVAILABLE;
            }
        }
        return exit;
    }

    private void tell(String store, StorePing ping) throws IOException {
        String tier = ping.layout();
        if (common.json) {
            JsonOut.write(context.out(), json -> {
                json.text("store", store);
                json.bool("reachable", ping.reachable());
                json.text("code", ping.code().toString());
                json.text("reason", ping.reason());
                json.text("tier", tier);
                json.number("index2Millis", ping.marker().toMillis());
                json.number("missMillis", ping.miss().toMillis());
            });
            return;
        }
        context.out()
                .println(store + ": " + ping.reason() + " (" + ping.code() + "), " + tier + ", index2.txt "
                        + ping.marker().toMillis() + " ms, miss " + ping.miss().toMillis() + " ms");
    }
}
