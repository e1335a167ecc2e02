"""A look-alike of Eventbrite's attendee report: fictitious people, real headings."""

EVENTBRITE = (
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Group,Order Type,"
    "Currency,Total Paid,Attendee Status,Home State,Company\n"
    "1,11/29/24 22:28,Zoé,Tremblay-Côté,achat@centre.example,1,,General Admission,101,,Free Order,CAD,0,"
    "Attending,QC,Centre A\n"
    "1,11/29/24 22:28,ᐊᓚᓱᐊ,Qumaq,achat@centre.example,1,,General Admission,102,,Free Order,CAD,0,"
    "Attending,QC,Centre A\n"
    "2,11/29/24 22:54,Joe,Bloggs,pas-une-adresse,1,,General Admission,103,,Free Order,CAD,0,Attending,,\n"
    "3,11/29/24 22:55,Jane,Doe,jane@centre.example,1,,General Admission,104,,Free Order,CAD,0,Not Attending,ON,\n"
)
