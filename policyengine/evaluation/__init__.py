"""One profile, one version, one date: deciding (`assess`), and then, when asked, why and what next."""
