{{ durationRound "2400h10m5s" }}
{{ durationRound "9000h" }}
{{ durationRound "800h" }}
{{ durationRound "49h" }}
{{ durationRound "1h30m" }}
{{ durationRound "60m" }}
{{ durationRound "90s" }}
{{ durationRound "1s" }}
{{ durationRound "1.5s" }}
{{ durationRound "x" }}
{{ durationRound "-100h" }}
{{ durationRound (int64 90000000000) }}
{{ durationRound 5 }}
{{ durationRound nil }}
{{ durationRound "" }}
{{ regexMatch "^[0-9]+y$" (durationRound (toDate "2006" "2000")) }}
