"""A member reads what they were given, steps back from what they should not read; a chair shares out and decides."""

from playwright.sync_api import expect

from tests.journeys.conftest import axe_clean, follow, good, good_in_every_look, said_in, sign_in

HERE = "/{}/committees/programmation-2020"


def test_a_member_reads_and_steps_back(arrive):
    said, here = said_in("fr"), HERE.format("fr")
    member = sign_in(arrive("fr", phone=True), "Membre du comité", "fr")
    member.goto("/fr/committees/")
    follow(member.get_by_role("link", name="Lire 2 propositions"))
    good(member)
    titles = member.locator("tbody th a").all_inner_texts()
    assert len(titles) == 2
    follow(member.get_by_role("link", name=titles[0]))
    expect(member.locator("#reviews")).to_contain_text(said("You read them once you have given yours."))
    member.get_by_role("button", name=said("Give this review")).click()
    expect(member.locator(".summary a")).to_have_count(3)
    good_in_every_look(member)
    for group in member.get_by_role("radiogroup").all():
        group.get_by_label(said("4 – well", "points")).check()
    member.locator("#text").fill("J'irais.")
    member.get_by_role("button", name=said("Give this review")).click()
    expect(member.locator(".flashes")).to_contain_text(said("Your review is given."))
    expect(member.locator("#reviews")).to_contain_text(said("median"))
    member.locator("#remark").fill("After lunch, perhaps?")
    member.locator("#remark_language").select_option("en")
    member.get_by_role("button", name=said("Add the remark")).click()
    expect(member.locator("#remarks [lang=en]")).to_have_text("After lunch, perhaps?")
    axe_clean(member)
    follow(member.get_by_role("link", name=said("Proposals"), exact=True).first)
    follow(member.get_by_role("link", name=titles[1]))
    member.locator("#reason").fill("Nous avons fondé un collectif ensemble.")
    member.get_by_role("button", name=said("Declare a conflict of interest")).click()
    expect(member.locator(".flashes")).to_contain_text("Vous ne voyez plus cette proposition")
    expect(member.locator("main")).not_to_contain_text(titles[1])
    member.goto(here + "/proposals?mine=todo")
    expect(member.locator("main")).to_contain_text(said("No proposal matches these filters"))


def test_a_chair_shares_out_looks_at_conflicts_and_decides(arrive):
    said, here = said_in("en"), HERE.format("en")
    chair = sign_in(arrive("en"), "Présidence", "en")
    chair.goto(here + "/proposals?decision=none")
    good_in_every_look(chair)
    follow(chair.get_by_role("link", name=said("How we read")))
    good_in_every_look(chair)
    follow(chair.get_by_role("link", name=said("Add a phase")))
    chair.get_by_role("button", name=said("Save", "action")).click()
    expect(chair.locator(".summary a")).not_to_have_count(0)
    good(chair)
    chair.goto(here + "/conflicts")
    row = chair.locator("tbody tr").first
    who = row.locator("th").inner_text()
    good_in_every_look(chair)
    row.get_by_role("button", name=said("There is none")).click()
    expect(chair.locator("tr", has_text=who).last).to_be_visible()
    chair.goto(here + "/readers")
    good(chair)
    follow(chair.get_by_role("link", name=said("Plan what is missing")))
    good_in_every_look(chair)
    chair.get_by_role("button", name=said("Give what is ticked")).click()
    expect(chair.locator(".flashes")).to_be_visible()
    chair.goto(here + "/proposals?decision=none&order=newest")
    chair.locator("tbody input[type=checkbox]").first.check()
    chair.locator("#decision").select_option("accepted")
    chair.get_by_role("button", name=said("Note the decision")).click()
    expect(chair.locator(".flashes")).to_contain_text("Nobody is told yet.")
    axe_clean(chair)
