"""The figures as tables: plain text for a terminal, Markdown for docs/performance.md."""

TURNS, END = "bench/turns --markdown", "<!-- end of figures -->"


def ms(us):
    return f"{us / 1000:.2f}" if us < 10_000 else f"{us / 1000:.1f}"


def ranged(values, form):
    return f"{values['median']:{form}} ({values['least']:{form}} to {values['most']:{form}})"


def tables(result):
    """Each: title, header, rows."""
    yield saturation(result["menu"])
    yield open_loop("Menu turns as they fall due", result["menu"]["open"], "latency_us", "turns/s")
    yield filed(result["filed"])
    yield open_loop("Reports as they fall due: the hop that files", result["filed"]["open"], "last_hop_us", "turns/s (cases/s)")
    yield memory(result["memory"])


def saturation(menu):
    rows = [[server, ranged(menu[server]["turns_per_s"], ",.0f"), f"{menu[server]['cpu_us']['median']:.1f}", f"{menu[server]['redis_us']['median']:.1f}",
             ms(menu[server]["p50_us"]["median"]), ms(menu[server]["p99_us"]["median"])] for server in ("sambung", "floor")]
    rows.append(["sambung / floor", ranged(menu["ratio"], ".2f"), f"{menu['cpu_ratio']['median']:.2f}", f"{menu['redis_ratio']['median']:.2f}", "", ""])
    return (f"Menu turns, as fast as answers come ({menu['connections']} connections; rounds: {menu['rounds']})",
            ["", "turns/s, median (range)", "CPU µs/turn", "Redis µs/turn", "p50 ms", "p99 ms"], rows)


def open_loop(title, runs, latency, unit):
    rows = []
    for run in runs:
        rate = f"{run['rate']:,.0f}"
        rate += f" ({run['walks_per_s']:,.0f})" if "cases" in unit else ""
        figures = run[latency]
        rows.append([run["server"], f"{run['share']:.0%}", rate, *(ms(figures[key]) for key in ("p50", "p99", "p999", "max")), str(run["unsent"])])
    return title, ["", "of saturation", unit, "p50 ms", "p99 ms", "p99.9 ms", "max ms", "unsent"], rows


def filed(figures):
    row = ["sambung", ranged(figures["cases_per_s"], ",.0f"), ranged(figures["turns_per_s"], ",.0f"), f"{figures['cpu_us']['median']:.1f}",
           ms(figures["hop_p50_us"]["median"]), ms(figures["hop_p99_us"]["median"])]
    return (f"Reports filed, as fast as answers come (eight turns each; rounds: {figures['rounds']})",
            ["", "cases/s, median (range)", "turns/s", "CPU µs/turn", "filing hop p50 ms", "p99 ms"], [row])


def memory(figures):
    rows = [["sambung, resident", f"{figures['resident_idle_mib']:.1f} MiB", f"{figures['resident_mib']:.1f} MiB", ""],
            ["Redis, used_memory", f"{figures['redis_idle_mib']:.1f} MiB", f"{figures['redis_mib']:.1f} MiB", f"{figures['bytes_per_session']:.0f} B"]]
    short = "" if figures["sessions"] == figures["wanted"] else f" (of {figures['wanted']:,}: time was up)"
    return f"Memory with {figures['sessions']:,} live sessions{short}", ["", "before", "with them", "a session"], rows


def facts(result):
    yield f"{result['machine']}; {result['redis_version']}; one I/O thread each; log level {result['log_level']}."
    yield (f"fdatasync of 4 KiB takes {ms(result['sync_us']['before'])} ms before and {ms(result['sync_us']['after'])} ms after the run (median); "
           f"others used {result['foreign']['median']:.2f} cores in the median run and {result['foreign']['most']:.2f} in the busiest; "
           f"the generator used {result['generator_cpu']:.2f} of a core at saturation.")
    yield (f"A stored session has {result['record_bytes']:.0f} bytes, a screen {result['reply_bytes']:.0f} (median, mean). "
           f"Errors: {result['errors']}. Cases on disk: {result['cases']['on_disk']:,} of {result['cases']['answered']:,} answered with a ticket.")


def table_as_text(title, header, rows):
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    lines = ["", title]
    lines += ["  " + "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths))).rstrip()
              for row in [header, *rows]]
    return "\n".join(lines)


def table_as_markdown(title, header, rows):
    lines = ["", f"### {title}", "", "| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def as_text(result):
    return "\n".join([*facts(result), *(table_as_text(*table) for table in tables(result))])


def as_markdown(result):
    return "\n".join([f"Measured {result['date']}.", *facts(result), *(table_as_markdown(*table) for table in tables(result))])


def put_into(path, markdown, command=TURNS):
    """Between the marks that the command has on a page; else the figures are the whole file."""
    begin = f"<!-- figures: {command} -->"
    try:
        with open(path, encoding="utf-8") as page:
            text = page.read()
    except FileNotFoundError:
        text = ""
    block = f"{begin}\n\n{markdown}\n\n{END}"
    if begin in text:
        at = text.index(begin)
        block = text[:at] + block + text[text.index(END, at) + len(END):]
    else:
        block += "\n"
    with open(path, "w", encoding="utf-8") as page:
        page.write(block)
